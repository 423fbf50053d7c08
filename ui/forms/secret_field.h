// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace ui {

/// A masked entry for one secret. Holds a reference (environment variable, file, key ring) and,
/// only while somebody types, the value: it leaves through typed() and is gone from the widget with
/// the focus. Nothing ever reads it back.
class SecretField final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind
    {
        Typed, ///< key ring, or until quit
        Environment,
        File
    };

    explicit SecretField(QWidget *parent = nullptr);

    /// Shows where the secret comes from; empty = none yet.
    void setReference(const QString &reference);
    Kind kind() const { return m_kind; }
    QLineEdit *line() const { return m_line; }
    void setCompact(); ///< no Clear: the row around it can be removed
    void setBaseFolder(const QString &folder) { m_baseFolder = folder; }
    void setAccessibleTexts(const QString &name, const QString &description);

Q_SIGNALS:
    void typed(const QByteArray &value); ///< never empty
    void referenceChosen(const QString &reference); ///< empty = cleared
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildKindMenu();
    void setKind(Kind kind);
    void show(bool isStored);
    void handleEdited(const QString &text);
    void forgetTyped();
    void beginTyping();
    void chooseFile();

    QLineEdit *m_line;
    QPushButton *m_reveal;
    QPushButton *m_replace;
    QPushButton *m_clear;
    QPushButton *m_choose;
    QPushButton *m_kindButton;
    Kind m_kind = Kind::Typed;
    QString m_reference;
    QString m_before; ///< what Replace or a cleared line goes back to
    QString m_baseFolder;
    bool m_compact = false;
};

} // namespace ui
