# QuothLibrary.cmake - all layers together: libquoth.a and libquoth.so, and what is installed with them
include(CMakePackageConfigHelpers)
get_property(layers GLOBAL PROPERTY QUOTH_LAYERS)
set(layer_objects)
foreach(layer ${layers})
    list(APPEND layer_objects $<TARGET_OBJECTS:quoth_${layer}>)
endforeach()
set(quoth_needs stemmer PkgConfig::XAPIAN PkgConfig::SQLITE PkgConfig::ZSTD PkgConfig::UTF8PROC PkgConfig::TEXTCAT
    PkgConfig::ZLIB PkgConfig::LZMA BZip2::BZip2
    PkgConfig::JANSSON PkgConfig::YAJL ${quoth_optional} Threads::Threads ${CMAKE_DL_LIBS} m)

# The static library is one object whose inner names (arena_alloc, fold …) are local, so that they meet no name of the program
# it is linked into. Sanitizers' own sections do not survive that: there the objects stay as they are.
if(QUOTH_SANITIZE OR QUOTH_FUZZ)
    add_library(quoth STATIC ${layer_objects})
else()
    find_program(PARTIAL_LINKER ld.bfd REQUIRED) # clang's would be lld, which cannot join sections of one group
    set(whole ${CMAKE_BINARY_DIR}/quoth_whole.o)
    add_custom_command(
        OUTPUT ${whole}
        COMMAND ${PARTIAL_LINKER} -r --force-group-allocation -o ${whole} ${layer_objects}
        COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=quoth_* ${whole}
        DEPENDS ${layer_objects}
        COMMAND_EXPAND_LISTS VERBATIM
        COMMENT "Joining the layers into one object")
    add_library(quoth STATIC ${whole})
    set_source_files_properties(${whole} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
endif()

add_library(quoth_shared SHARED ${layer_objects})
# With sanitizers some symbols stay undefined until the program that carries the run-time loads it.
target_link_options(quoth_shared PRIVATE -Wl,--version-script=${CMAKE_SOURCE_DIR}/cmake/libquoth.map
    $<$<NOT:$<OR:$<BOOL:${QUOTH_SANITIZE}>,$<BOOL:${QUOTH_FUZZ}>>>:-Wl,--no-undefined>)
set_target_properties(quoth_shared PROPERTIES OUTPUT_NAME quoth VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
    LINK_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/libquoth.map)

foreach(library quoth quoth_shared)
    set_target_properties(${library} PROPERTIES LINKER_LANGUAGE CXX)
    target_include_directories(${library} PUBLIC $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include>
                                                 $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endforeach()
target_link_libraries(quoth_shared PRIVATE $<BUILD_INTERFACE:quoth_flags> $<BUILD_INTERFACE:${quoth_needs}>)
target_link_libraries(quoth PUBLIC $<BUILD_INTERFACE:${quoth_needs}> stdc++)

# --- install ---
set(plain_needs "-lxapian -lstemmer -lsqlite3 -lzstd -lutf8proc -lz -lbz2 -llzma -lyajl -lexttextcat-2.0 ${quoth_optional_libs} -lstdc++ -lpthread -lm")
# From where quoth.pc lies to the prefix, so that an installed tree can be moved.
file(RELATIVE_PATH pc_to_prefix /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(${CMAKE_SOURCE_DIR}/cmake/quoth.pc.in ${CMAKE_BINARY_DIR}/quoth.pc @ONLY)
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/QuothConfig.cmake.in ${CMAKE_BINARY_DIR}/QuothConfig.cmake
    INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/quoth
    PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/QuothConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(TARGETS quoth_shared quoth LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/include/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(FILES ${CMAKE_BINARY_DIR}/quoth.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES ${CMAKE_BINARY_DIR}/QuothConfig.cmake ${CMAKE_BINARY_DIR}/QuothConfigVersion.cmake DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/quoth)
install(FILES ${CMAKE_SOURCE_DIR}/cli/quoth.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
