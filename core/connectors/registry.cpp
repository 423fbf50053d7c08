// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry.h"

#include "core/formats/shaping/shaped_decoder.h"

namespace core {
namespace {

template <typename Type>
const Type *findType(const std::vector<Type> &types, const QString &name)
{
    for (const Type &type : types) {
        if (name == QLatin1String(type.type)) {
            return &type;
        }
    }
    return nullptr;
}

template <typename Type>
void addType(std::vector<Type> &types, const Type &type)
{
    if (findType(types, QString::fromLatin1(type.type))) {
        qFatal("the connector type %s is registered twice", type.type);
    }
    types.push_back(type);
}

} // namespace

std::unique_ptr<RowDecoder> SourceType::makeDecoder(const ConfigBox &config,
                                                    const DecoderContext &context) const
{
    const RowShape wanted = shape ? shape(config) : RowShape{};
    std::unique_ptr<RowDecoder> made = decoder ? decoder(config, context) : nullptr;
    if (!made) {
        made = makeRowDecoder(dataType(config), wanted.arrayMode);
    }
    return shaped(std::move(made), wanted, context.watch);
}

Guarantee EndpointType::guaranteeOf(const ConfigBox &config) const
{
    return weakened ? weakened(config) : guarantee;
}

void Registry::add(const SourceType &type)
{
    addType(m_sources, type);
}

void Registry::add(const EndpointType &type)
{
    addType(m_endpoints, type);
}

const SourceType *Registry::source(const QString &type) const
{
    return findType(m_sources, type);
}

const EndpointType *Registry::endpoint(const QString &type) const
{
    return findType(m_endpoints, type);
}

const SourceType *Registry::sourceReading(const QString &type, bool isEndpoint) const
{
    const EndpointType *known = isEndpoint ? endpoint(type) : nullptr;
    if (isEndpoint) {
        return known && known->reading ? source(QString::fromLatin1(known->reading->sourceType))
                                       : nullptr;
    }
    return source(type);
}

FlowEnd Registry::asSource(FlowEnd from) const
{
    const EndpointType *known = from.readsEndpoint() ? endpoint(from.type) : nullptr;
    if (known && known->reading) {
        from.type = QString::fromLatin1(known->reading->sourceType);
        from.config = known->reading->join(from.endpoint, from.config);
        from.endpoint = {};
    }
    return from;
}

} // namespace core
