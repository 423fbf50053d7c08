// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store_query/store_query.h"
#include "tests/ui/support/hand.h"
#include "tests/ui/support/window_world.h"
#include "ui/common/theme.h"
#include "ui/editor/edit_page.h"
#include "ui/editor/first_messages.h"
#include "ui/editor/live_pane.h"
#include "ui/editor/name_row.h"
#include "ui/editor/stage_list.h"
#include "ui/entries/entries_area.h"
#include "ui/forms/form_page.h"
#include "ui/forms/schema_form.h"
#include "ui/gallery/type_tile.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QTableView>

/// The whole window over an empty document, and the ways of a person through it. Every step answers
/// whether it could be taken.
struct WholeWindow : WindowWorld
{
    WholeWindow()
    {
        ui::applyTheme(*qApp, ui::Scheme::Light);
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
    }
    bool isReady()
    {
        return folder.isValid() && QTest::qWaitForWindowExposed(&window)
            && QTest::qWaitForWindowActive(&window);
    }
    bool goTo(const QString &page)
    {
        return hand::clickItem(hand::named<QListWidget>(window, QStringLiteral("Pages")), page);
    }

    ui::EditPage *editor() const
    {
        for (ui::EditPage *page : window.findChildren<ui::EditPage *>()) {
            if (page->isVisible()) {
                return page;
            }
        }
        return nullptr;
    }
    bool chooseType(const QString &type)
    {
        for (ui::TypeTile *tile : window.findChildren<ui::TypeTile *>()) {
            if (tile->isVisible() && tile->card().type == type) {
                return hand::click(tile) && tile->isChecked();
            }
        }
        return false;
    }
    bool fillName(const QString &name)
    {
        for (ui::NameRow *row : window.findChildren<ui::NameRow *>()) {
            if (row->isVisible()) {
                return hand::fill(row->findChild<QLineEdit *>(), name) && row->name() == name;
            }
        }
        return false;
    }
    ui::FormRow *row(const QString &key) const
    {
        const ui::EditPage *page = editor();
        return page && page->draft() ? page->draft()->form()->page(core::Tab::Basic)->row(key)
                                     : nullptr;
    }
    bool fillField(const QString &key, const QString &text)
    {
        QLineEdit *line = row(key) ? row(key)->findChild<QLineEdit *>() : nullptr;
        return line && hand::fill(line, text) && line->text() == text;
    }
    /// A box to tick, or one of a few choices.
    bool tick(const QString &key, const QString &text = {})
    {
        for (QAbstractButton *button : row(key)->findChildren<QAbstractButton *>()) {
            if (button->isCheckable() && (text.isEmpty() || button->text() == text)) {
                return hand::click(button) && button->isChecked();
            }
        }
        return false;
    }
    /// Opens the list of a field and takes the entry that begins so.
    bool choose(const QString &key, const QString &text)
    {
        auto *list = row(key) ? row(key)->findChild<QComboBox *>() : nullptr;
        if (!list || !hand::click(list)
            || !QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; })) {
            return false;
        }
        QWidget *popup = QApplication::activePopupWidget();
        hand::type(popup, text.left(1));
        hand::press(popup, Qt::Key_Return);
        return list->currentText() == text;
    }
    bool clickButton(const QString &text) { return hand::click(hand::button(window, text)); }

    ui::Mark mark(core::StageId stage) const
    {
        const ui::EditPage *page = editor();
        return page ? page->live()->stages()->row(stage)->mark() : ui::Mark::Waiting;
    }
    int firstMessages() const
    {
        const ui::EditPage *page = editor();
        return page ? page->live()->findChild<ui::FirstMessages *>()->count() : 0;
    }

    QTableView *flows() const { return hand::named<QTableView>(window, QStringLiteral("Flows")); }
    /// What the table of flows shows.
    QString shown(int row, ui::FlowsModel::Column column) const
    {
        const QTableView *table = flows();
        return table ? table->model()->index(row, column).data().toString() : QString();
    }
    bool isNumberAbove(int row, ui::FlowsModel::Column column, int limit) const
    {
        bool isNumber = false;
        const int number = QLocale().toInt(shown(row, column), &isNumber);
        return isNumber && number > limit;
    }
    core::FlowCounters counters() const
    {
        const std::vector<core::FlowSnapshot> flows = engine.snapshot();
        return flows.empty() ? core::FlowCounters{} : flows.front().counters;
    }
    std::uint64_t rowsIn(const QString &file, const QString &table) const
    {
        const core::Result<core::QueryResult> counted =
            core::runStoreQuery(file, QStringLiteral("SELECT count(*) FROM \"%1\"").arg(table));
        return counted && !counted->rows.empty()
            ? static_cast<std::uint64_t>(counted->rows.front().at(0).toInteger())
            : 0;
    }
};
