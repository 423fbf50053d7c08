// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// Marks a literal for translation where it stands; shown through core::text(). The update script
/// of translations/ knows the macro.
#define WEIR_TEXT(literal) literal

namespace core {

/// The translation of a literal marked by WEIR_TEXT. Any thread.
QString text(const char *marked);

/// Foreign text made safe for a terminal or a one-line label: C0, C1, bidi and zero-width
/// characters become visible escapes, at most `limit` characters stay. Newline and tab are escaped
/// too.
QString visibleText(const QString &foreign, qsizetype limit = 2048);

/// Passwords, tokens and URL userinfo in a library's or peer's words replaced by stars.
QString redacted(const QString &words);

} // namespace core
