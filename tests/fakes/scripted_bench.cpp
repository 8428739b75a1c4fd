// scripted_bench.cpp - The double's search to try out: finds what the script says, and keeps questions.
#include "tests/fakes/scripted_desk.h"

namespace sillok::app {

using fakes::Script;

void Desk::benchSearch(CollectionId collection, const QString& question)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("benchSearch %1 %2").arg(collection).arg(question));
    BenchResult result = s.bench;
    result.collection = collection;
    result.question = question;
    emit benchSearched(result);
}

void Desk::listBenchCases(CollectionId collection)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("listBenchCases %1").arg(collection));
    emit benchCasesListed(collection, s.benchCases);
}

void Desk::saveBenchCase(CollectionId collection, const QString& question, const QString& documentName, const QString& quote)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("saveBenchCase %1 %2 %3 %4").arg(collection).arg(question, documentName, quote));
    BenchCase added;
    added.id = s.nextId++;
    added.question = question;
    added.documentName = documentName;
    added.quote = quote;
    s.benchCases.append(added);
    emit benchCasesListed(collection, s.benchCases);
}

void Desk::removeBenchCase(CollectionId collection, qint64 id)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("removeBenchCase %1 %2").arg(collection).arg(id));
    s.benchCases.removeIf([id](const BenchCase& one) { return one.id == id; });
    emit benchCasesListed(collection, s.benchCases);
}

void Desk::runBenchCases(CollectionId collection)
{
    Script& s = fakes::scriptOf(*this);
    s.calls.append(QStringLiteral("runBenchCases %1").arg(collection));
    emit benchProgressed(collection, 0, static_cast<int>(s.benchCases.size()));
}

void Desk::cancelBench() { fakes::scriptOf(*this).calls.append(QStringLiteral("cancelBench")); }

} // namespace sillok::app
