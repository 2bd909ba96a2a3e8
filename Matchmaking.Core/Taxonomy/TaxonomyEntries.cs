namespace Matchmaking.Core.Taxonomies;

/// <summary>One word of the vocabulary.</summary>
/// <param name="Code">Kebab-case; never changes.</param>
/// <param name="Zh">Name in Chinese.</param>
/// <param name="En">Name in English.</param>
/// <param name="Source">Where the fact was found.</param>
/// <param name="Status">
/// How far the fact was checked: <c>found</c> in the source, <c>given</c> by the reports of the sessions, <c>own</c> (not
/// verified), or a mix in words.
/// </param>
public record TaxonomyEntry(string Code, string Zh, string En, string Source, string Status)
{
    /// <summary>Other spellings that people write in sheets; names and aliases are unique within a kind.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A node of the sector forest; <see cref="Parent"/> is null for a root.</summary>
public sealed record SectorEntry(string Code, string Zh, string En, string Source, string Status)
    : TaxonomyEntry(Code, Zh, En, Source, Status)
{
    /// <summary>The code of the sector above; null for a root.</summary>
    public string? Parent { get; init; }

    /// <summary>The industry chain that the sector belongs to: the code of an ancestor or of itself. Null: of none.</summary>
    public string? Chain { get; init; }

    /// <summary>The published lists that name the sector (<c>sei2018</c>, <c>wuhan-965</c>, <c>wuhan-five</c>, <c>wuhan-future</c>); empty for our own leaves.</summary>
    public IReadOnlyList<string> Catalogues { get; init; } = [];
}

public enum DistrictKind
{
    District,

    /// <summary>A development zone; it overlaps districts and matches only itself.</summary>
    FunctionalZone,

    /// <summary>Everywhere that is not Wuhan.</summary>
    Outside,
}

public sealed record DistrictEntry(string Code, string Zh, string En, string Source, string Status)
    : TaxonomyEntry(Code, Zh, En, Source, Status)
{
    public DistrictKind Kind { get; init; }

    /// <summary>Six digits of GB/T 2260; null for zones, which have none.</summary>
    public string? AdministrativeCode { get; init; }
}

public enum RecognitionLadder
{
    /// <summary>The ladder of small and medium companies, lowest rung first.</summary>
    Ladder,

    /// <summary>The growth path of technology companies, lowest rung first.</summary>
    Growth,

    /// <summary>A prize or a competition.</summary>
    Honour,

    /// <summary>A status that a company on any rung can hold.</summary>
    Orthogonal,
}

public sealed record RecognitionEntry(string Code, string Zh, string En, string Source, string Status)
    : TaxonomyEntry(Code, Zh, En, Source, Status)
{
    public RecognitionLadder Ladder { get; init; }

    /// <summary>The rung within its <see cref="Ladder"/>, growing upwards; comparable only there.</summary>
    public int Order { get; init; }
}
