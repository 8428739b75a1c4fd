// attack.h - One row of the attack table: what somebody tries, and the one fault by which it must be refused.
#pragma once

#include "tests/support/institution.h"

#include <functional>
#include <string>
#include <vector>

namespace sillok::test {

/// Two institutions with the same kinds of keys: ours, and somebody else.
struct Parties {
    explicit Parties(storage::ProfileId algorithm) : ours(algorithm), theirs(algorithm) {}

    Institution ours;
    Institution theirs;
};

struct Attack {
    std::string name;
    storage::Fault fault;
    std::function<Result<void>()> run; ///< an error is what the program answered; keeps a reference to the parties
};
using Attacks = std::vector<Attack>;

/// The envelope of every signed document, by whichever way it comes in.
Attacks envelopeAttacks(const Parties& parties);
/// Bodies that the right keys have signed and that nobody should have written.
Attacks bodyAttacks(const Parties& parties);
/// Roots, catalogs, policies and packages that are old, foreign, from the future, or belong together with others.
Attacks trustAttacks(const Parties& parties);
/// The parts of a package, and the names of its files.
Attacks packageAttacks(const Parties& parties);
/// What lies on this machine, and what happens while something is being installed.
Attacks machineAttacks(storage::ProfileId algorithm);

/// Only whether it went well.
template <typename T>
Result<void> answerOf(const Result<T>& result)
{
    return result.ok() ? Result<void>() : Result<void>(result.error());
}

inline Attacks operator+(Attacks a, const Attacks& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline storage::PackageClaim claimOf(const storage::Catalog& catalog, size_t index = 0)
{
    return { catalog.packages.at(index), kNow - 6 * kDay, kNow + 300 * kDay };
}

/// A package that has a name and an invented content.
inline storage::PackageName named(const std::string& id, uint64_t version)
{
    return { id, version, storage::manifestDigest(asBytes(id + std::to_string(version))).value() };
}

inline storage::Catalog catalogWith(const Institution& ours, std::vector<storage::PackageName> packages, uint64_t version = 1)
{
    storage::Catalog catalog = ours.catalogContent(version);
    catalog.packages = std::move(packages);
    return catalog;
}

/// A machine that trusts the institution and has accepted its catalog.
inline storage::TrustState machineWith(const Institution& ours, const storage::Catalog& catalog)
{
    storage::TrustState state = ours.machine();
    if (!state.acceptCatalog(ours.signedCatalog(catalog), kNow).ok())
        abort(); // the honest one: a test that goes on would prove nothing
    return state;
}

} // namespace sillok::test
