namespace Matchmaking.Api.Imports;

/// <summary>
/// How far an import is: stored with each block of rows, so that an import that was broken off goes on behind the last block
/// that was kept. <c>Created + Updated + Unchanged + Failed</c> are the rows that were judged.
/// </summary>
internal sealed record ImportState
{
    /// <summary>Errors that are kept; further ones are only counted. So many nobody reads.</summary>
    public const int ErrorsMax = 1_000;

    /// <summary>Whether all of it is undone again.</summary>
    public bool DryRun { get; init; }

    public int Created { get; init; }

    public int Updated { get; init; }

    public int Unchanged { get; init; }

    public int Failed { get; init; }

    /// <summary>The first <see cref="ErrorsMax"/>, in the order of rows.</summary>
    public IReadOnlyList<ImportError> Errors { get; init; } = [];

    /// <summary>All of them; a row can have several.</summary>
    public int ErrorsTotal { get; init; }

    /// <summary>Rows that were judged; the next one's place in the file.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Done => Created + Updated + Unchanged + Failed;
}

/// <summary>What is wrong with a row, in no language yet.</summary>
/// <param name="Row">As a spreadsheet shows it; the header of most files is row 1.</param>
/// <param name="Column">The header as its author wrote it; null for the row as a whole.</param>
/// <param name="Code">One of <c>Codes</c>.</param>
/// <param name="Args">What the message is filled with.</param>
internal sealed record ImportError(int Row, string? Column, string Code, IReadOnlyList<ImportArgument> Args);

internal sealed record ImportArgument(string Name, string Value);
