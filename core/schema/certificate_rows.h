// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/binding.h"

#include <algorithm>
#include <array>

namespace core {

/// What the client library calls each of them, in the order of certificateRows().
using CertificateNatives = std::array<const char *, 5>;

/// The rows about certificates of any struct with TlsConfig's members of these names; `whenOn` is
/// how its table says that TLS is on.
template <typename Tls>
constexpr std::array<FieldSpec, 5> certificateRows(Condition whenOn,
                                                   const CertificateNatives &natives = {"", "", "",
                                                                                        "", ""})
{
    std::array<FieldSpec, 5> rows{{
        {.key = "skip_verify_server",
         .member = bind<&Tls::skipVerifyServer>(),
         .label = WEIR_TEXT("Skip certificate check"),
         .help = WEIR_TEXT("Accept any server certificate and any host name: only for a lab.")},
        {.key = "root_cas",
         .member = bind<&Tls::rootCas>(),
         .label = WEIR_TEXT("Trusted CA"),
         .help = WEIR_TEXT("PEM text or a file; replaces the computer's own list of authorities."),
         .example = "ca.pem",
         .multiline = true},
        {.key = "client_cert",
         .member = bind<&Tls::clientCert>(),
         .label = WEIR_TEXT("Client certificate"),
         .help = WEIR_TEXT("PEM text or a file: our certificate first, then intermediates."),
         .example = "client.pem",
         .multiline = true},
        {.key = "client_key",
         .member = bind<&Tls::clientKey>(),
         .label = WEIR_TEXT("Client key"),
         .help = WEIR_TEXT("The private key of the client certificate, as a reference to PEM "
                           "text."),
         .example = "${file:client.key}"},
        {.key = "client_key_password",
         .member = bind<&Tls::clientKeyPassword>(),
         .label = WEIR_TEXT("Client key password"),
         .help = WEIR_TEXT("Needed only when the private key is encrypted."),
         .example = "${env:KEY_PASSWORD}"},
    }};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].native = natives[i];
        rows[i].tab = Tab::Advanced;
        rows[i].heading = Heading::Security;
        rows[i].visibleWhen = whenOn;
    }
    return rows;
}

/// One table out of parts.
template <std::size_t... Sizes>
constexpr auto joinedRows(const std::array<FieldSpec, Sizes> &...parts)
{
    std::array<FieldSpec, (Sizes + ...)> table{};
    auto out = table.begin();
    ((out = std::copy(parts.begin(), parts.end(), out)), ...);
    return table;
}

} // namespace core
