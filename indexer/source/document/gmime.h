/* gmime.h - libgmime, loaded when the first message is read: with what it needs it would cost each start of quoth 3 ms */
#ifndef INDEXER_SOURCE_GMIME_H
#define INDEXER_SOURCE_GMIME_H

#include <gmime/gmime.h>

#define GMIME_CALLS(X)                          \
    X(g_mime_init)                              \
    X(g_mime_stream_mem_new)                    \
    X(g_mime_stream_mem_new_with_buffer)        \
    X(g_mime_stream_mem_get_byte_array)         \
    X(g_mime_parser_new_with_stream)            \
    X(g_mime_parser_construct_message)          \
    X(g_mime_data_wrapper_write_to_stream)      \
    X(g_mime_part_get_content)                  \
    X(g_mime_part_get_filename)                 \
    X(g_mime_part_get_type)                     \
    X(g_mime_multipart_get_type)                \
    X(g_mime_multipart_get_count)               \
    X(g_mime_multipart_get_part)                \
    X(g_mime_message_part_get_type)             \
    X(g_mime_message_part_get_message)          \
    X(g_mime_message_get_mime_part)             \
    X(g_mime_message_get_from)                  \
    X(g_mime_message_get_date)                  \
    X(g_mime_message_get_subject)               \
    X(g_mime_message_get_message_id)            \
    X(g_mime_object_get_header)                 \
    X(g_mime_object_get_content_type)           \
    X(g_mime_object_get_content_type_parameter) \
    X(g_mime_object_get_content_disposition)    \
    X(g_mime_content_disposition_is_attachment) \
    X(g_mime_content_type_is_type)              \
    X(g_mime_utils_header_decode_text)          \
    X(internet_address_get_name)                \
    X(internet_address_list_get_address)        \
    X(internet_address_list_length)             \
    X(internet_address_mailbox_get_addr)        \
    X(internet_address_mailbox_get_type)        \
    X(g_type_check_instance_is_a)               \
    X(g_date_time_format)                       \
    X(g_object_unref)                           \
    X(g_free)

/* Its functions, by their own names. */
typedef struct gmime_library {
#define GMIME_CALL(name) __typeof__(name) *name;
    GMIME_CALLS(GMIME_CALL)
#undef GMIME_CALL
} gmime_library;

/* Loaded and initialised once; NULL where it is not installed. Any thread. */
const gmime_library *gmime(void);

#endif
