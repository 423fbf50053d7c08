// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/weirctl/command_functions.h"
#include "app/weirctl/options.h"

namespace weirctl {
namespace {

constexpr Operand kWorkspaceFile[] = {
    {.name = "FILE", .help = WEIR_TEXT("The workspace, a file NAME.weir.yaml.")}};

constexpr Operand kRunOperands[] = {
    {.name = "FILE",
     .help = WEIR_TEXT("The workspace, a file NAME.weir.yaml; not with --demo."),
     .required = false}};

constexpr Operand kDeadShowOperands[] = {
    {.name = "FILE", .help = WEIR_TEXT("The workspace, a file NAME.weir.yaml.")},
    {.name = "ID",
     .kind = ValueKind::Number,
     .help = WEIR_TEXT("The number of a dead letter, as `dead list` shows it.")}};

constexpr Operand kQueryOperands[] = {
    {.name = "DB", .help = WEIR_TEXT("A file that a store endpoint writes.")},
    {.name = "SQL",
     .kind = ValueKind::Text,
     .help = WEIR_TEXT("One SELECT statement; nothing else is allowed.")}};

constexpr Operand kShell[] = {{.name = "SHELL",
                               .kind = ValueKind::Choice,
                               .help = WEIR_TEXT("The shell to write for: bash."),
                               .choices = {"bash"}}};

constexpr const Option *kCommon[] = {&kHelp};
constexpr const Option *kRunOptions[] = {&kDemo,        &kFlow,          &kFor,
                                         &kMaxMessages, &kUntilCaughtUp, &kSkipPast,
                                         &kMemoryLimit, &kStats,         &kInterval};
constexpr const Option *kTestOptions[] = {&kSource, &kEndpoint, &kSend, &kJson};
constexpr const Option *kPreviewOptions[] = {&kSource,  &kOneFlow, &kCount,
                                             &kTimeout, &kColumns, &kJson};
constexpr const Option *kBrowseOptions[] = {&kSource, &kOneFlow, &kJson};
constexpr const Option *kGroupShowOptions[] = {&kSource, &kOneFlow, &kJson};
constexpr const Option *kGroupResetOptions[] = {&kSource, &kOneFlow, &kTo,  &kTime,
                                                &kOffset, &kYes,     &kJson};
constexpr const Option *kDeadListOptions[] = {&kFlow, &kJson};
constexpr const Option *kDeadRetryOptions[] = {&kFlow, &kFor, &kStats, &kInterval};
constexpr const Option *kDeadSaveOptions[] = {&kFlow, &kFile};
constexpr const Option *kOnlyJson[] = {&kJson};
constexpr const Option *kDocsOptions[] = {&kFolder};

constexpr Command kCommands[] = {
    {.name = "run",
     .summary = WEIR_TEXT("Runs the enabled flows of a workspace, or those named."),
     .operands = kRunOperands,
     .options = kRunOptions,
     .run = runRun},
    {.name = "validate",
     .summary = WEIR_TEXT("Lists everything that is wrong or doubtful in a workspace."),
     .operands = kWorkspaceFile,
     .options = kOnlyJson,
     .run = runValidate},
    {.name = "test",
     .summary = WEIR_TEXT("Tests connections step by step; writes nothing unless --send is given, "
                          "moves no positions."),
     .operands = kWorkspaceFile,
     .options = kTestOptions,
     .run = runTest},
    {.name = "preview",
     .summary = WEIR_TEXT("Shows the first messages of a source, decoded as the source says."),
     .operands = kWorkspaceFile,
     .options = kPreviewOptions,
     .run = runPreview},
    {.name = "browse",
     .summary = WEIR_TEXT("Lists what a source's server offers: topics, streams, subjects."),
     .operands = kWorkspaceFile,
     .options = kBrowseOptions,
     .run = runBrowse},
    {.name = "group show",
     .summary = WEIR_TEXT("Shows who reads in a source's consumer group, and how far it is."),
     .operands = kWorkspaceFile,
     .options = kGroupShowOptions,
     .run = runGroupShow},
    {.name = "group reset",
     .summary = WEIR_TEXT("Moves the positions of a group that nobody reads in; tells only, "
                          "without --yes."),
     .operands = kWorkspaceFile,
     .options = kGroupResetOptions,
     .run = runGroupReset},
    {.name = "query",
     .summary = WEIR_TEXT("Asks a local store by SQL, reading only."),
     .operands = kQueryOperands,
     .options = kOnlyJson,
     .run = runQuery},
    {.name = "dead list",
     .summary = WEIR_TEXT("Lists the messages that endpoints refused."),
     .operands = kWorkspaceFile,
     .options = kDeadListOptions,
     .run = runDeadList},
    {.name = "dead show",
     .summary = WEIR_TEXT("Shows one dead letter with its key, headers and value."),
     .operands = kDeadShowOperands,
     .options = kOnlyJson,
     .run = runDeadShow},
    {.name = "dead retry",
     .summary =
         WEIR_TEXT("Delivers dead letters to the endpoint that refused them; what is refused "
                   "again stays."),
     .operands = kWorkspaceFile,
     .options = kDeadRetryOptions,
     .run = runDeadRetry},
    {.name = "dead save",
     .summary = WEIR_TEXT("Copies dead letters into a file."),
     .operands = kWorkspaceFile,
     .options = kDeadSaveOptions,
     .run = runDeadSave},
    {.name = "docs",
     .summary = WEIR_TEXT("Writes the reference pages of all types, in Markdown."),
     .options = kDocsOptions,
     .run = runDocs},
    {.name = "schema",
     .summary = WEIR_TEXT("Prints the JSON Schema of the workspace file."),
     .run = runSchema},
    {.name = "types",
     .summary = WEIR_TEXT("Lists the registered types of sources, endpoints and formats."),
     .options = kOnlyJson,
     .run = runTypes},
    {.name = "completion",
     .summary = WEIR_TEXT("Prints the script that completes weirctl's words in a shell."),
     .operands = kShell,
     .run = runCompletion},
    {.name = "man", .summary = WEIR_TEXT("Prints the manual page weirctl(1)."), .run = runManual},
};

} // namespace

std::span<const Command> commands()
{
    return kCommands;
}

std::span<const Option *const> commonOptions()
{
    return kCommon;
}

} // namespace weirctl
