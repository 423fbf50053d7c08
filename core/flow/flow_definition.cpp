// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flow/flow_definition.h"

#include "core/schema/binding.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr FieldSpec kWindowFields[] = {
    {.key = "messages",
     .member = bind<&Window::messages>(),
     .label = WEIR_TEXT("Messages in flight"),
     .help =
         WEIR_TEXT("So many messages may be on their way at once; a full window pauses intake."),
     .range = {1, 10'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "bytes",
     .member = bind<&Window::bytes>(),
     .label = WEIR_TEXT("Bytes in flight"),
     .help = WEIR_TEXT("So many bytes may be on their way at once, counted with their keys."),
     .range = {64 * kKiB, 1 * kGiB},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
};

constexpr FieldSpec kRetryFields[] = {
    {.key = "min",
     .member = bind<&RetryPolicy::min>(),
     .label = WEIR_TEXT("First wait before a retry"),
     .help = WEIR_TEXT("The wait doubles with each try."),
     .range = {1'000'000, 3'600'000'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "max",
     .member = bind<&RetryPolicy::max>(),
     .label = WEIR_TEXT("Longest wait before a retry"),
     .help = WEIR_TEXT("The wait between two tries grows up to this."),
     .range = {1'000'000, 3'600'000'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "tries",
     .member = bind<&RetryPolicy::tries>(),
     .label = WEIR_TEXT("Tries"),
     .help = WEIR_TEXT(
         "After so many refusals of a message by a server that answers, on_error decides."),
     .range = {1, 1000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "for",
     .member = bind<&RetryPolicy::forSpan>(),
     .label = WEIR_TEXT("Keep trying for"),
     .help = WEIR_TEXT("After this long with refusals of a message, on_error decides."),
     .range = {1'000'000'000, 24LL * 3'600'000'000'000},
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
};

constexpr FieldSpec kDeliveryFields[] = {
    {.key = "window",
     .member = bind<&Delivery::window>(),
     .label = WEIR_TEXT("In flight"),
     .help = WEIR_TEXT("How much may be on its way through the flow at once."),
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "retry",
     .member = bind<&Delivery::retry>(),
     .label = WEIR_TEXT("Retry"),
     .help = WEIR_TEXT("How long a refused message is tried again."),
     .tab = Tab::Advanced,
     .heading = Heading::Delivery},
    {.key = "dead_letter_max",
     .member = bind<&Delivery::deadLetterMax>(),
     .label = WEIR_TEXT("Dead-letter limit"),
     .help = WEIR_TEXT(
         "When the kept messages reach this size, the flow stops instead of losing more."),
     .range = {kMiB, 1024 * kGiB},
     .tab = Tab::Advanced,
     .heading = Heading::Limits},
};

} // namespace

const Schema &Window::schema()
{
    static constexpr Schema kSchema = makeSchema<Window>(kWindowFields);
    return kSchema;
}

const Schema &RetryPolicy::schema()
{
    static constexpr Schema kSchema = makeSchema<RetryPolicy>(kRetryFields);
    return kSchema;
}

const Schema &Delivery::schema()
{
    static constexpr Schema kSchema = makeSchema<Delivery>(kDeliveryFields);
    return kSchema;
}

QString FlowDefinition::baseFolder() const
{
    return QFileInfo(workspaceFile).absolutePath();
}

QString FlowDefinition::deadLetterFile() const
{
    QString file = workspaceFile;
    for (const auto suffix : {".weir.yaml"_L1, ".weir.yml"_L1, ".yaml"_L1, ".yml"_L1}) {
        if (file.endsWith(suffix)) {
            file.chop(suffix.size());
            break;
        }
    }
    return file + u".dead.db"_s;
}

} // namespace core
