// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry.h"
#include "core/connectors/store/store_endpoint.h"
#include "core/connectors/store/store_probe.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;

namespace core::store {
namespace {

/// Only changes bring the key of their row along.
std::optional<Error> checkRows(const ConfigBox &config, const QString &dataType)
{
    const auto &own = config.as<StoreConfig>();
    const bool needsKey = own.mode == Mode::ChangelogKv || own.mode == Mode::VersionedKv;
    if (!needsKey || !own.primaryKey.isEmpty() || dataType.startsWith("debezium"_L1)) {
        return std::nullopt;
    }
    return Error{.code = ErrorCode::Config,
                 .id = "store.key.none",
                 .message = text(WEIR_TEXT("Rows of %1 bring no key: each would be refused"))
                                .arg(visibleText(dataType, 64)),
                 .field = u"primary_key"_s,
                 .fix = text(WEIR_TEXT("Name the columns that tell one row from another, or set "
                                       "mode: append"))};
}

} // namespace

void registerTypes(Registry &registry)
{
    registry.add(EndpointType{
        .type = "store",
        .label = WEIR_TEXT("Stream store"),
        .sentence = WEIR_TEXT("Rows in the tables of one SQLite file, kept with the position they "
                              "came from; read with SQL."),
        .schema = StoreConfig::schema(),
        .guarantee = Guarantee::EffectivelyOnce,
        .needsRows = true,
        .make = [](const ConfigBox &config) -> std::unique_ptr<Endpoint> {
            return std::make_unique<StoreEndpoint>(config.as<StoreConfig>());
        },
        .test = testStore,
        .keepsPositions = true,
        .checkRows = &checkRows,
    });
}

} // namespace core::store
