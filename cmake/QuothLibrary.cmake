# QuothLibrary.cmake - all layers together: libquoth.a and libquoth.so, and what is installed with them
get_property(layers GLOBAL PROPERTY QUOTH_LAYERS)
add_library(quoth STATIC)
add_library(quoth_shared SHARED)
foreach(library quoth quoth_shared)
    foreach(layer ${layers})
        target_sources(${library} PRIVATE $<TARGET_OBJECTS:quoth_${layer}>)
    endforeach()
    target_include_directories(${library} PUBLIC $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    target_link_libraries(${library} PRIVATE $<BUILD_INTERFACE:quoth_flags> stemmer PkgConfig::XAPIAN PkgConfig::SQLITE PkgConfig::ZSTD
        PkgConfig::UTF8PROC PkgConfig::TEXTCAT PkgConfig::LIBXML PkgConfig::LIBARCHIVE PkgConfig::JANSSON Threads::Threads m)
    set_target_properties(${library} PROPERTIES LINKER_LANGUAGE CXX)
endforeach()
