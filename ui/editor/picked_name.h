// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/forms/form_model.h"

/// What a name picked from the server's list does to a form. GUI thread.
namespace ui {

/// The shown field that the server's list can fill; empty where there is none.
QString browseFieldOf(const FormModel &model);
/// A list takes the name besides those it has, any other field takes it in place of its own.
void putPicked(FormModel &model, const QString &name);

} // namespace ui
