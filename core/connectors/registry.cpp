// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/registry.h"

#include "core/formats/row_decoder.h"

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
    std::unique_ptr<RowDecoder> own = decoder ? decoder(config, context) : nullptr;
    return own ? std::move(own) : makeRowDecoder(dataType(config));
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

} // namespace core
