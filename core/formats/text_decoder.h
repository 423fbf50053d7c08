// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

namespace core {

/// The whole payload in one column `raw`, byte for byte.
class TextDecoder final : public RowDecoder
{
public:
    TextDecoder();
    Decoded decode(const MessageView &message) override;

private:
    Row m_row;
};

} // namespace core
