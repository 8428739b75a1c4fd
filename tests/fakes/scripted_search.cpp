// scripted_search.cpp - The double's part about models that help to find.
#include "tests/fakes/scripted_desk.h"

namespace sillok::app {

void Desk::useEmbedderFile(const QString& path)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("useEmbedderFile %1").arg(path));
    fakes::scriptOf(*this).searchModels.embedder = QStringLiteral("kure-v1");
    emit searchModelsChanged(fakes::scriptOf(*this).searchModels);
}

void Desk::forgetEmbedder()
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("forgetEmbedder"));
    fakes::scriptOf(*this).searchModels.embedder.clear();
    emit searchModelsChanged(fakes::scriptOf(*this).searchModels);
}

void Desk::useRerankerFile(const QString& path)
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("useRerankerFile %1").arg(path));
    fakes::scriptOf(*this).searchModels.reranker = QStringLiteral("bge-reranker");
    emit searchModelsChanged(fakes::scriptOf(*this).searchModels);
}

void Desk::forgetReranker()
{
    fakes::scriptOf(*this).calls.append(QStringLiteral("forgetReranker"));
    fakes::scriptOf(*this).searchModels.reranker.clear();
    emit searchModelsChanged(fakes::scriptOf(*this).searchModels);
}

} // namespace sillok::app
