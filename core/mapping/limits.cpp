// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mapping/limits.h"

#include "core/support/text.h"

namespace core::mapping {

Unmapped expired()
{
    return {.verdict = Verdict::Expired,
            .error = {.code = ErrorCode::Rejected,
                      .id = "mapping.expired",
                      .message = text(WEIR_TEXT("The message's time to live is over"))}};
}

Unmapped tooManyHeaders()
{
    return {.verdict = Verdict::Refuse,
            .error = {.code = ErrorCode::Rejected,
                      .id = "mapping.headers.too_many",
                      .message = text(WEIR_TEXT("The message has more than 1000 headers"))}};
}

Unmapped tooLarge(std::size_t size, std::size_t most)
{
    return {.verdict = Verdict::Refuse,
            .error = {.code = ErrorCode::Rejected,
                      .id = "mapping.too_large",
                      .message = text(WEIR_TEXT("The record has %1 bytes with its headers; the "
                                                "limit is %2"))
                                     .arg(size)
                                     .arg(most)}};
}

bool readAllHeaders(const HeaderRange &range, std::vector<HeaderView> &out)
{
    constexpr std::size_t kMost = 1000;
    HeaderView header;
    while (range.at(out.size(), header)) {
        if (out.size() == kMost) {
            return false;
        }
        out.push_back(header);
    }
    return true;
}

} // namespace core::mapping
