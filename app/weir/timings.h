// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <vector>

namespace ui {
class MainWindow;
}

namespace app {

/// When the window came to what, since the program began. From its making on. GUI thread.
class Timings final
{
public:
    Timings() { m_sinceStart.start(); }

    void watch(const ui::MainWindow &window);
    void noteShown() { note(m_shown); }
    /// Nothing where no file is named. False where it cannot be written.
    bool write(const QString &file, std::vector<double> beatCosts) const;

private:
    void note(double &moment);

    QElapsedTimer m_sinceStart;
    double m_shown = -1; ///< milliseconds; negative = it has not been yet
    double m_painted = -1;
    double m_firstRow = -1;
};

} // namespace app
