// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema_access.h"

using namespace Qt::StringLiterals;

namespace core::access {
namespace {

struct Step
{
    QStringView key;
    std::size_t index = 0;
    QStringView rest;
};

Step splitStep(QStringView key)
{
    const qsizetype dot = key.indexOf(u'.');
    Step step{.key = dot < 0 ? key : key.left(dot),
              .rest = dot < 0 ? QStringView() : key.mid(dot + 1)};
    if (const qsizetype bracket = step.key.indexOf(u'['); bracket >= 0) {
        step.index = step.key.mid(bracket + 1).chopped(1).toULong();
        step.key = step.key.left(bracket);
    }
    return step;
}

void *inner(const Located &found, std::size_t index)
{
    if (!found.owner) {
        return nullptr;
    }
    void *member = memberOf(*found.spec, found.owner);
    if (!isGroupList(*found.spec)) {
        return member;
    }
    const bool exists = index < found.spec->member.codec->count(member);
    return exists ? found.spec->member.codec->item(member, index) : nullptr;
}

} // namespace

const FieldSpec *fieldOf(const Schema &schema, QStringView key)
{
    for (const FieldSpec &spec : schema.fields) {
        if (key == QLatin1String(spec.key)) {
            return &spec;
        }
    }
    return nullptr;
}

Located locate(const Schema &schema, void *config, QStringView key,
               const std::function<void(const Located &)> &visit)
{
    const Step step = splitStep(key);
    const Located found{.schema = &schema, .spec = fieldOf(schema, step.key), .owner = config};
    if (!found.spec) {
        return {};
    }
    if (visit) {
        visit(found);
    }
    if (step.rest.isEmpty()) {
        return found;
    }
    void *below = inner(found, step.index);
    if (!found.spec->member.codec->nested || (config && !below)) {
        return {};
    }
    return locate(nestedOf(*found.spec), below, step.rest, visit);
}

} // namespace core::access
