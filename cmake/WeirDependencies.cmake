# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Everything Weir takes from the system. Connector folders look for their own client library, so
# that a missing one only removes that connector.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network)
if(WEIR_GUI)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Charts Svg SvgWidgets DBus)
endif()
if(BUILD_TESTING)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test)
    if(Qt6_VERSION VERSION_GREATER_EQUAL 6.7)
        # QTRY_… turns milliseconds into an int where it is used, in the code of the test
        target_compile_options(Qt6::Test INTERFACE -Wno-conversion)
    endif()
endif()
pkg_check_modules(yamlcpp REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(simdjson REQUIRED IMPORTED_TARGET simdjson)
pkg_check_modules(protobuf REQUIRED IMPORTED_TARGET protobuf>=3.21)
find_path(WEIR_PROTO_PARSER google/protobuf/compiler/parser.h HINTS ${protobuf_INCLUDE_DIRS})
if(NOT WEIR_PROTO_PARSER)
    message(FATAL_ERROR "The header of Protobuf's schema parser was not found: install libprotoc-dev")
endif()
pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
find_package(ZLIB REQUIRED)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
find_package(Qt6Keychain REQUIRED)
qt_standard_project_setup()
