// scripted_administration.h - How the doubles of Desk and Administration find the script that they share.
#pragma once

#include "tests/fakes/scripted_desk.h"

namespace sillok::fakes {

void bindAdministration(app::Administration& administration, Script* script);   ///< null: the desk is gone

} // namespace sillok::fakes
