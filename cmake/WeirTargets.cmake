# SPDX-FileCopyrightText: The Weir developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# House functions. A folder is a target; its files are found, never listed.

# weir_add_module(<name> [LIBRARIES <targets the module's users see>] [PRIVATE <own libraries>])
#   Static library weir_<name> of all .cpp and .h files in the current folder.
function(weir_add_module name)
    cmake_parse_arguments(arg "" "" "LIBRARIES;PRIVATE" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "*.cpp" "*.h")
    add_library(weir_${name} STATIC ${sources})
    set_target_properties(weir_${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(weir_${name} PUBLIC weir_flags ${arg_LIBRARIES} PRIVATE ${arg_PRIVATE})
    weir_use_pch(weir_${name})
endfunction()

# weir_add_connector(<name> [LIBRARIES <client libraries>])
#   The module weir_connector_<name>, and one more line in the generated registration list:
#   the folder must define void core::<name>::registerTypes(core::Registry &).
function(weir_add_connector name)
    cmake_parse_arguments(arg "" "" "LIBRARIES" ${ARGN})
    weir_add_module(connector_${name} LIBRARIES weir_connectors PRIVATE ${arg_LIBRARIES})
    set_property(GLOBAL APPEND PROPERTY WEIR_CONNECTORS ${name})
endfunction()

# weir_write_registration(<target>): adds the generated list of all connectors to <target>.
function(weir_write_registration target)
    get_property(names GLOBAL PROPERTY WEIR_CONNECTORS)
    list(SORT names)
    set(declarations "")
    set(calls "")
    foreach(name IN LISTS names)
        string(APPEND declarations "namespace core::${name} { void registerTypes(Registry &registry); }\n")
        string(APPEND calls "    ${name}::registerTypes(registry);\n")
        target_link_libraries(${target} PRIVATE weir_connector_${name})
    endforeach()
    set(file "${CMAKE_CURRENT_BINARY_DIR}/registration.cpp")
    file(CONFIGURE OUTPUT "${file}" @ONLY CONTENT [=[
// Generated from the folders of core/connectors.
#include "core/connectors/registry.h"

@declarations@
void core::registerAllConnectors([[maybe_unused]] Registry &registry)
{
@calls@}
]=])
    target_sources(${target} PRIVATE "${file}")
endfunction()

# weir_add_test(<source without .cpp> LABELS <unit|ui|...> LIBRARIES <targets> [ENVIRONMENT …] [LAUNCHER <program>])
#   One executable and one ctest entry per test class; the name is the path below tests/. A launcher starts the
#   executable in surroundings of its own: a display, say.
function(weir_add_test source)
    cmake_parse_arguments(arg "" "TIMEOUT;LAUNCHER" "LABELS;LIBRARIES;ENVIRONMENT;FIXTURES" ${ARGN})
    file(RELATIVE_PATH path "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
    string(REPLACE "/" "_" target "test_${path}")
    add_executable(${target} ${source}.cpp)
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_link_libraries(${target} PRIVATE weir_flags Qt6::Test ${arg_LIBRARIES})
    target_compile_definitions(${target} PRIVATE
        WEIR_TEST_DATA="${CMAKE_CURRENT_SOURCE_DIR}/data" WEIR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    weir_use_pch(${target})
    add_test(NAME ${path} COMMAND ${arg_LAUNCHER} $<TARGET_FILE:${target}>)
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    set_tests_properties(${path} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;${arg_ENVIRONMENT}")
    # A skipped function leaves exit code 0; here what cannot run has failed.
    set_tests_properties(${path} PROPERTIES FAIL_REGULAR_EXPRESSION "SKIP   : ")
    if(arg_FIXTURES)
        set_tests_properties(${path} PROPERTIES FIXTURES_REQUIRED "${arg_FIXTURES}")
    endif()
endfunction()

# Every *_test.cpp of the current folder becomes a test with the same libraries.
function(weir_add_tests)
    file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "*_test.cpp")
    foreach(source IN LISTS sources)
        string(REGEX REPLACE "\\.cpp$" "" name "${source}")
        weir_add_test(${name} ${ARGN})
    endforeach()
endfunction()

# One precompiled header for all targets: each copy is over 100 MB and several seconds of work, and there are hundreds of
# targets. GCC takes it whatever else a target defines, as long as nothing in these headers asks for it (-Winvalid-pch
# makes any other difference an error).
if(WEIR_PCH)
    file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/pch.cpp" CONTENT "// Carries the headers every target reads.\n")
    add_library(weir_pch OBJECT "${PROJECT_BINARY_DIR}/pch.cpp")
    target_link_libraries(weir_pch PRIVATE weir_flags Qt6::Core)
    target_precompile_headers(weir_pch PRIVATE
        <QByteArray> <QCoreApplication> <QHash> <QObject> <QString> <QStringList>
        <algorithm> <chrono> <functional> <memory> <optional> <span> <string> <variant> <vector>)
endif()

function(weir_use_pch target)
    if(WEIR_PCH)
        target_precompile_headers(${target} REUSE_FROM weir_pch)
        get_target_property(type ${target} TYPE)
        if(type STREQUAL "EXECUTABLE")
            target_compile_options(${target} PRIVATE -fPIC) # as the header was; not every Qt asks for it
        endif()
    endif()
endfunction()
