// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/support/error.h"
#include "core/workspace/source_readers.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace ui {

class ElidedText;
class GroupModel;
class PlainLabel;
class RowTable;

/// Who reads a source together and how far: members, positions, lag. Positions are moved once the
/// places were told and somebody said yes.
class GroupPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit GroupPanel(QWidget *parent = nullptr);

    /// The flows whose own group may be meant.
    void setReaders(std::vector<core::SourceReader> readers);
    QString flowId() const;
    void setNote(const QString &note); ///< in place of a group
    void setAsking();
    /// With targets where a reset was only told: then it asks whether to do it.
    void setGroup(const core::ReaderGroup &group);
    void setFailure(const core::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void looked(); ///< somebody wants to see it as it is now
    void resetWanted(const core::GroupReset &reset);

private:
    QWidget *makeMove();
    void showGroup(const core::ReaderGroup &group);
    void showMove(bool shown);
    void showPlace();
    void showKeeper();
    void tell(); ///< where positions would go
    void confirm(const core::ReaderGroup &told);
    std::optional<core::GroupReset> wanted() const;
    void say(const QString &sentence, bool isWrong);

    std::vector<core::SourceReader> m_readers;
    std::optional<core::GroupReset> m_reset; ///< on its way
    PlainLabel *m_state;
    ElidedText *m_name;
    QComboBox *m_flows;
    PlainLabel *m_members;
    RowTable *m_table;
    GroupModel *m_model;
    PlainLabel *m_note;
    QPushButton *m_look;
    QPushButton *m_open;
    QWidget *m_move;
    QComboBox *m_place;
    QLineEdit *m_value;
    QPushButton *m_go;
    PlainLabel *m_keeper;
};

} // namespace ui
