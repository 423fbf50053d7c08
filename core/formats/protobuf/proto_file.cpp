// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/protobuf/proto_file.h"

#include <algorithm>

namespace core::protobuf {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text)
{
    const std::size_t from = text.find_first_not_of(kBlanks);
    if (from == std::string_view::npos) {
        return {};
    }
    return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

/// What a line "// file: NAME" names; empty for every other line.
std::string_view nameIn(std::string_view line)
{
    constexpr std::string_view kComment = "//";
    constexpr std::string_view kMarker = "file:";
    line = trimmed(line);
    if (!line.starts_with(kComment)) {
        return {};
    }
    line = trimmed(line.substr(kComment.size()));
    return line.starts_with(kMarker) ? trimmed(line.substr(kMarker.size())) : std::string_view();
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

} // namespace

std::vector<ProtoFile> splitFiles(std::string_view text)
{
    std::vector<ProtoFile> files(1);
    int number = 1;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = text.substr(at, end - at);
        at = end;
        const std::string_view name = nameIn(line.substr(0, line.find('\n')));
        if (name.empty()) {
            files.back().text.append(line);
            continue;
        }
        if (isBlank(files.back().text)) {
            files.pop_back();
        }
        files.push_back({.name = std::string(name), .firstLine = number + 1});
    }
    return files;
}

} // namespace core::protobuf
