# QuothLayer.cmake - a layer of the house: all .c files of its folder (store: without xapian_c, a layer of its own),
# visible to it: include/, its own folder by its path, and the layers it names in DEPENDS.
#
# Headers are included by their path below core/ ("base/str.h", "store/catalogue/catalogue.h") or below the root ("indexer/article.h").
# To make an include that points upward fail, each layer publishes a folder of links build/layers/<name>/ to its own room only.
function(quoth_layer name folder)
    cmake_parse_arguments(L "CXX" "" "DEPENDS;LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.c ${folder}/*.cc)
    if(NOT name STREQUAL "xapian_c")
        list(FILTER sources EXCLUDE REGEX "/xapian_c/")
    endif()
    list(FILTER sources EXCLUDE REGEX "/tool_[^/]*$") # programs of their own, not part of the library

    # core/text -> build/layers/text/text; core/store/xapian_c -> build/layers/xapian_c/store/xapian_c; indexer -> …/indexer
    string(REGEX REPLACE "^core/" "" shown ${folder})
    set(room ${CMAKE_BINARY_DIR}/layers/${name})
    cmake_path(GET shown PARENT_PATH above)
    file(MAKE_DIRECTORY ${room}/${above})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${room}/${shown} SYMBOLIC)

    add_library(quoth_${name} STATIC ${sources})
    if(NOT sources)
        file(WRITE ${CMAKE_BINARY_DIR}/empty_${name}.c "typedef int this_layer_is_still_empty;\n")
        target_sources(quoth_${name} PRIVATE ${CMAKE_BINARY_DIR}/empty_${name}.c)
    endif()
    target_include_directories(quoth_${name} PUBLIC ${room} ${CMAKE_SOURCE_DIR}/include)
    target_link_libraries(quoth_${name} PUBLIC quoth_flags Threads::Threads ${L_LINKS})
    foreach(below ${L_DEPENDS})
        target_link_libraries(quoth_${name} PUBLIC quoth_${below})
    endforeach()
    set_property(GLOBAL APPEND PROPERTY QUOTH_LAYERS ${name})
endfunction()
