// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/row_decoder.h"

#include <memory>

namespace core {

/// One object a message: its top-level keys are the columns, nested values compact JSON text.
/// Messages of the same shape as the one before cost no allocation.
class JsonDecoder final : public RowDecoder
{
public:
    JsonDecoder();
    ~JsonDecoder() override;
    Decoded decode(const MessageView &message) override;

private:
    struct Reader;

    std::unique_ptr<Reader> m_reader;
    Row m_row;
};

} // namespace core
