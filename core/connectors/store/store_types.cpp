// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry.h"
#include "core/connectors/store/store_endpoint.h"
#include "core/connectors/store/store_probe.h"

namespace core::store {

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
    });
}

} // namespace core::store
