// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/page_stack.h"

#include "ui/session/screen_frame.h"

namespace ui {

PageStack::PageStack(QWidget *parent) : QStackedWidget(parent) { }

void PageStack::addPage(std::function<QWidget *()> make)
{
    m_pages.push_back({.make = std::move(make)});
}

QWidget *PageStack::page(int number)
{
    Entry &entry = m_pages.at(static_cast<std::size_t>(number));
    if (!entry.page) {
        entry.page = entry.make();
        addWidget(entry.page);
    }
    return entry.page;
}

QWidget *PageStack::made(int number) const
{
    return m_pages.at(static_cast<std::size_t>(number)).page;
}

void PageStack::showPage(int number)
{
    if (number >= 0 && number < pageCount()) {
        show(page(number));
    }
}

void PageStack::showOther(QWidget *page)
{
    if (indexOf(page) < 0) {
        addWidget(page);
    }
    show(page);
}

void PageStack::show(QWidget *page)
{
    if (page == m_front) {
        return;
    }
    if (auto *before = qobject_cast<Page *>(m_front)) {
        before->leave();
    }
    m_front = page;
    setCurrentWidget(page);
    if (auto *now = qobject_cast<Page *>(page)) {
        now->enter();
    }
}

} // namespace ui
