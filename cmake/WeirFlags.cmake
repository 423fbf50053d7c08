# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One INTERFACE target carries every flag; nothing is set globally but the C++ standard.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(WEIR_CCACHE ccache)
if(WEIR_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${WEIR_CCACHE}")
endif()

add_library(weir_flags INTERFACE)
target_compile_options(weir_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Werror
    # GCC 12 sees out-of-range accesses in its own inlined std::string and QList code
    $<$<CXX_COMPILER_ID:GNU>:-Wno-error=array-bounds -Wno-error=stringop-overflow
        -Wno-error=maybe-uninitialized -Wno-error=uninitialized -Wno-error=restrict -Wno-dangling-reference
        -Wno-missing-field-initializers>
    -fstack-protector-strong -fstack-clash-protection
    $<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>)
target_compile_definitions(weir_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_USE_QSTRINGBUILDER QT_NO_KEYWORDS QT_NO_URL_CAST_FROM_STRING
    WEIR_VERSION="${PROJECT_VERSION}")
target_link_options(weir_flags INTERFACE -Wl,-z,relro,-z,now)
find_program(WEIR_MOLD mold)
if(WEIR_MOLD)
    target_link_options(weir_flags INTERFACE -fuse-ld=mold)
endif()
target_include_directories(weir_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_link_libraries(weir_flags INTERFACE Threads::Threads)

if(WEIR_SANITIZE)
    target_compile_options(weir_flags INTERFACE -fsanitize=${WEIR_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(weir_flags INTERFACE -fsanitize=${WEIR_SANITIZE})
endif()
