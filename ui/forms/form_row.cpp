// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/form_row.h"

#include "core/support/text.h"
#include "core/support/units.h"
#include "ui/common/elided_text.h"
#include "ui/common/plain_label.h"
#include "ui/common/state_mark.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kWidestNative = 150; ///< the sentence beside it matters more
constexpr int kLabelTop = 7; ///< brings the label's base line to that of the control

QString inUnit(std::int64_t value, core::FieldKind kind)
{
    switch (kind) {
    case core::FieldKind::Duration: return core::formatDuration(std::chrono::nanoseconds(value));
    case core::FieldKind::ByteSize: return core::formatByteSize(value);
    default: return QLocale().toString(static_cast<qlonglong>(value));
    }
}

Mark markOf(core::Severity severity)
{
    return severity == core::Severity::Error  ? Mark::Failed
        : severity == core::Severity::Warning ? Mark::Warning
                                              : Mark::Note;
}

Tone toneOf(core::Severity severity)
{
    return severity == core::Severity::Error  ? Tone::Error
        : severity == core::Severity::Warning ? Tone::Warning
                                              : Tone::Quiet;
}

} // namespace

QString rangeText(const core::FieldSpec &spec)
{
    const core::FieldKind kind = spec.member.codec->kind;
    if (kind != core::FieldKind::Integer && kind != core::FieldKind::Duration
        && kind != core::FieldKind::ByteSize) {
        return {};
    }
    bool hasMin = spec.range.min != std::numeric_limits<std::int64_t>::min();
    const bool hasMax = spec.range.max != std::numeric_limits<std::int64_t>::max();
    hasMin = hasMin && (hasMax || spec.range.min > 0); // that nothing is negative is no news
    const QString min = hasMin ? inUnit(spec.range.min, kind) : QString();
    const QString max = hasMax ? inUnit(spec.range.max, kind) : QString();
    if (hasMin && hasMax) {
        return FormRow::tr("From %1 to %2.").arg(min, max);
    }
    return hasMin ? FormRow::tr("At least %1.").arg(min)
        : hasMax  ? FormRow::tr("At most %1.").arg(max)
                  : QString();
}

FormRow::FormRow(FormModel &model, const QString &key, const FormContext &context, QWidget *parent)
    : QWidget(parent), m_model(model), m_key(key),
      m_label(new PlainLabel({}, TextRole::Body, this, Wrap::Yes)),
      m_mark(new PlainLabel({}, TextRole::Strong, this)),
      m_editor(makeFieldEditor(model, key, context, this)), m_finding(new QWidget(this)),
      m_findingMark(new StateMark(Mark::Failed, m_finding)),
      m_findingText(new PlainLabel({}, TextRole::Secondary, m_finding, Wrap::Yes)),
      m_help(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_reset(makeButton(tr("Reset"), ButtonRole::Link, this))
{
    auto *findingLine = new QHBoxLayout(m_finding);
    findingLine->setContentsMargins(0, 0, 0, 0);
    findingLine->setSpacing(kSpace1 + 2);
    findingLine->addWidget(m_findingMark, 0, Qt::AlignTop);
    findingLine->addWidget(m_findingText, 1);
    auto *column = new QVBoxLayout;
    column->setSpacing(kSpace1);
    column->addWidget(m_editor);
    column->addWidget(m_finding);
    column->addWidget(makeHelpLine());
    m_label->setAlignment(Qt::AlignRight | Qt::AlignTop);
    m_label->setContentsMargins(0, kLabelTop, 0, 0);
    m_mark->setContentsMargins(0, kLabelTop, 0, 0);
    m_mark->setAlignment(Qt::AlignTop);
    m_mark->setFixedWidth(kMarkWidth);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace1);
    row->addWidget(m_label);
    row->addWidget(m_mark);
    row->addSpacing(kSpace1);
    row->addLayout(column, 1);
    m_label->setBuddy(m_editor);
    connect(m_editor, &FieldEditor::left, this, [this] { m_model.touch(m_key); });
    connect(m_editor, &FieldEditor::effectChanged, this, &FormRow::showHelp);
    connect(m_reset, &QPushButton::clicked, this, [this] { m_model.resetField(m_key); });
    connect(&model, &FormModel::stateChanged, this, &FormRow::update);
    update();
}

QWidget *FormRow::makeHelpLine()
{
    auto *line = new QWidget(this);
    auto *column = new QVBoxLayout(line);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace2);
    row->addWidget(m_help, 1, Qt::AlignTop);
    row->addWidget(m_reset, 0, Qt::AlignTop);
    column->addLayout(row);
    const QString name = QString::fromUtf8(m_model.spec(m_key).native);
    if (!name.isEmpty() && !m_editor->showsNative()) {
        auto *native = new ElidedText(TextRole::Native, line);
        native->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        native->setText(name);
        if (native->sizeHint().width() <= kWidestNative) {
            row->addWidget(native, 0, Qt::AlignTop);
        } else {
            column->addWidget(native);
        }
    }
    return line;
}

int FormRow::labelWidth() const
{
    return m_editor->hasOwnLabel() ? 0
                                   : m_label->fontMetrics().horizontalAdvance(m_label->text()) + 2;
}

void FormRow::setLabelWidth(int width)
{
    m_label->setFixedWidth(width);
}

void FormRow::update()
{
    const core::FieldSpec &spec = m_model.spec(m_key);
    const bool isHere = !m_tab || *m_tab == m_model.tab(m_key);
    const bool used = isHere && m_offered && m_model.isShown(m_key);
    const bool isRequired = m_model.isRequired(m_key);
    const QString label = core::text(spec.label);
    m_label->setText(m_editor->hasOwnLabel() ? QString() : label);
    const bool hasDefault =
        !m_model.defaultText(m_key).isEmpty() || spec.tab == core::Tab::Advanced;
    const bool isChanged = m_model.isChanged(m_key) && hasDefault && !isRequired;
    showMark(isRequired, isChanged);
    m_reset->setVisible(isChanged);
    m_reset->setAccessibleName(tr("Reset %1 to its default").arg(label));
    showFindings();
    showHelp();
    m_editor->setAccessibleTexts(isRequired ? tr("%1, required").arg(label) : label,
                                 QString(m_findingText->text() + u' ' + m_help->text()).trimmed());
    if (used != m_used) {
        m_used = used;
        setVisible(used);
        Q_EMIT usedChanged();
    }
}

void FormRow::setOffered(bool offered)
{
    m_offered = offered;
    update();
}

void FormRow::setTab(core::Tab tab)
{
    m_tab = tab;
    update();
}

void FormRow::showMark(bool isRequired, bool isChanged)
{
    m_mark->setText(isRequired ? u"*"_s : isChanged ? QString(QChar(0x2022)) : QString());
    m_mark->setTone(isRequired ? Tone::Error : Tone::Accent);
    setPlainToolTip(m_mark,
                    isRequired      ? tr("Required")
                        : isChanged ? tr("Differs from the default")
                                    : QString());
}

void FormRow::showFindings()
{
    const core::Findings findings = m_model.findings(m_key);
    m_finding->setVisible(!findings.empty());
    if (findings.empty()) {
        m_findingText->clear();
        m_editor->showSeverity({});
        return;
    }
    const core::Finding &worst = findings.front();
    const QString message = core::visibleText(worst.message, 500);
    const QString fix = core::visibleText(worst.fix, 300);
    m_findingMark->setMark(markOf(worst.severity));
    m_findingText->setTone(toneOf(worst.severity));
    m_findingText->setText(fix.isEmpty() ? message : tr("%1. %2").arg(message, fix));
    m_editor->showSeverity(worst.severity);
}

void FormRow::showHelp()
{
    const core::FieldSpec &spec = m_model.spec(m_key);
    QStringList sentences;
    if (const QString effect = m_editor->effect(); !effect.isEmpty()) {
        sentences.append(effect);
    } else {
        sentences.append(core::text(spec.help));
    }
    if (const QString range = rangeText(spec); !range.isEmpty()) {
        sentences.append(range);
    }
    m_help->setText(sentences.join(u' '));
    setPlainToolTip(m_label, core::text(spec.help));
}

} // namespace ui
