using Matchmaking.Api.Messages;

namespace Matchmaking.Api.Imports;

/// <summary>What an import did, in the language of who asked for it.</summary>
internal sealed record ImportReport(
    int Rows, int Created, int Updated, int Unchanged, int Failed, bool DryRun, int ErrorsTotal, IReadOnlyList<ImportErrorView> Errors)
{
    public static ImportReport Of(ImportState state, Language language) => new(
        state.Done, state.Created, state.Updated, state.Unchanged, state.Failed, state.DryRun, state.ErrorsTotal,
        [.. state.Errors.Select(e => ImportErrorView.Of(e, language))]);
}

internal sealed record ImportErrorView(int Row, string? Column, string Code, string Message)
{
    public static ImportErrorView Of(ImportError error, Language language) => new(
        error.Row, error.Column, error.Code, MessageCatalogue.Text(error.Code, language, [.. error.Args.Select(a => (a.Name, (object?)a.Value))]));
}
