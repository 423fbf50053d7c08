// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStackedWidget>

#include <functional>
#include <vector>

namespace ui {

/// The pages of the window. Each is made when it is first asked for, so that the window stands at
/// once; a Page is told when it comes to the front and when it leaves. GUI thread.
class PageStack final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit PageStack(QWidget *parent = nullptr);

    /// Its number counts up from 0.
    void addPage(std::function<QWidget *()> make);
    int pageCount() const { return static_cast<int>(m_pages.size()); }

    QWidget *page(int number); ///< made now if it was not yet
    QWidget *made(int number) const; ///< null while nobody asked for it
    void showPage(int number);
    /// One beside the numbered pages, such as the page of one flow.
    void showOther(QWidget *page);

private:
    void show(QWidget *page);

    struct Entry
    {
        std::function<QWidget *()> make;
        QWidget *page = nullptr;
    };
    std::vector<Entry> m_pages;
    QWidget *m_front = nullptr; ///< the one that was told so
};

} // namespace ui
