/* data.c - how does gazetteer.bin become part of the program? */
#include "gazetteer/format.h"

/* GAZETTEER_BIN is the file's full path (CMakeLists.txt). The assembler copies it in: compilers of today have no #embed. */
__asm__(".section .rodata.gazetteer,\"a\",@progbits\n"
        ".balign 64\n"
        ".globl gazetteer_file\n"
        ".hidden gazetteer_file\n"
        ".type gazetteer_file, @object\n"
        "gazetteer_file:\n"
        ".incbin \"" GAZETTEER_BIN "\"\n"
        ".globl gazetteer_file_end\n"
        ".hidden gazetteer_file_end\n"
        ".type gazetteer_file_end, @object\n"
        "gazetteer_file_end:\n"
        ".byte 0\n"
        ".previous\n");
