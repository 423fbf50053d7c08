// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/choice_editor.h"

#include "core/support/text.h"
#include "ui/common/segmented_choice.h"
#include "ui/common/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCompleter>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kMostSegments = 6;
constexpr int kWidestBar = 460;
constexpr int kMostRadios = 3;
constexpr int kMostUnfiltered = 10;

} // namespace

ChoiceEditor::ChoiceEditor(FormModel &model, const QString &key, QWidget *parent)
    : FieldEditor(model, key, parent)
{
    QStringList labels;
    for (const core::Choice &choice : spec().choices) {
        labels.append(core::text(choice.label));
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const bool fits = SegmentedChoice::widthFor(labels, baseFont()) <= kWidestBar;
    if (labels.size() <= kMostSegments && fits) {
        buildSegments(labels);
    } else if (labels.size() <= kMostRadios) {
        buildRadios(labels);
    } else {
        buildList(labels);
    }
    refresh();
}

void ChoiceEditor::buildSegments(const QStringList &labels)
{
    m_segments = new SegmentedChoice(this);
    for (const QString &label : labels) {
        m_segments->addOption(label);
    }
    layout()->addWidget(m_segments);
    setFocusProxy(m_segments);
    connect(m_segments, &SegmentedChoice::currentChanged, this, &ChoiceEditor::choose);
}

void ChoiceEditor::buildRadios(const QStringList &labels)
{
    m_radios = new QButtonGroup(this);
    for (const QString &label : labels) {
        auto *radio = new QRadioButton(QString(label).replace(u'&', u"&&"_s), this);
        m_radios->addButton(radio, static_cast<int>(m_radios->buttons().size()));
        layout()->addWidget(radio);
    }
    setFocusProxy(m_radios->button(0));
    connect(m_radios, &QButtonGroup::idClicked, this, &ChoiceEditor::choose);
}

void ChoiceEditor::buildList(const QStringList &labels)
{
    m_list = new QComboBox(this);
    m_list->addItems(labels);
    if (labels.size() > kMostUnfiltered) {
        m_list->setEditable(true);
        m_list->setInsertPolicy(QComboBox::NoInsert);
        m_list->completer()->setFilterMode(Qt::MatchContains);
    }
    layout()->addWidget(m_list);
    setControl(m_list);
    connect(m_list, &QComboBox::activated, this, &ChoiceEditor::choose);
}

int ChoiceEditor::indexNow() const
{
    const QString now = model().text(key());
    int index = 0;
    for (const core::Choice &choice : spec().choices) {
        if (now == QLatin1String(choice.key)) {
            return index;
        }
        ++index;
    }
    return -1;
}

void ChoiceEditor::choose(int index)
{
    write(QString::fromUtf8(spec().choices[static_cast<std::size_t>(index)].key));
    Q_EMIT effectChanged();
    Q_EMIT left();
}

void ChoiceEditor::refresh()
{
    const int index = indexNow();
    if (m_segments) {
        m_segments->setCurrent(index);
    } else if (m_radios && m_radios->button(index)) {
        m_radios->button(index)->setChecked(true);
    } else if (m_list) {
        m_list->setCurrentIndex(index);
    }
    Q_EMIT effectChanged();
}

void ChoiceEditor::showSeverity(std::optional<core::Severity> severity)
{
    if (m_segments) {
        m_segments->setErrorMark(severity == core::Severity::Error);
    }
    FieldEditor::showSeverity(severity);
}

QString ChoiceEditor::effect() const
{
    const int index = indexNow();
    return index < 0 ? QString() : core::text(spec().choices[static_cast<std::size_t>(index)].help);
}

void ChoiceEditor::setAccessibleTexts(const QString &name, const QString &description)
{
    FieldEditor::setAccessibleTexts(name, description);
    setAccessibleName(name);
    setAccessibleDescription(description);
    int index = 0;
    for (const core::Choice &choice : spec().choices) {
        // Each says what it belongs to, as nothing reads a heading when the focus jumps in.
        const QString full = tr("%1: %2").arg(name, core::text(choice.label));
        if (m_segments) {
            m_segments->setOptionName(index, full);
        } else if (m_radios) {
            m_radios->button(index)->setAccessibleName(full);
        }
        ++index;
    }
}

} // namespace ui
