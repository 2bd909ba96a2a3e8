using Matchmaking.Core.Common;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Search;

/// <summary>
/// Facts that stand in the index beside the pieces of texts, so that one look-up finds a whole sector subtree or an entry of
/// a list. They begin with a colon, which no piece has.
/// </summary>
public static class SearchLabels
{
    public static string Sector(string code) => ":sector:" + code;

    public static string Stage(string code) => ":stage:" + code;

    public static string District(string code) => ":district:" + code;

    /// <summary>The sectors and all above them: who is in one is found under its ancestors too.</summary>
    public static IEnumerable<string> Sectors(IReadOnlyList<string> codes)
    {
        var taxonomy = Taxonomy.Load();
        return codes.SelectMany(c => taxonomy.IsSector(c) ? taxonomy.Ancestors(c).Prepend(c) : [c]).Select(Sector);
    }

    /// <summary>The sectors that a fund takes: those of a mandate and all above them, or every one when it names none.</summary>
    public static IEnumerable<string> MandateSectors(IReadOnlyList<string> codes) =>
        codes.Count > 0 ? Sectors(codes) : Taxonomy.Load().Sectors.Select(s => Sector(s.Code));

    /// <inheritdoc cref="MandateSectors"/>
    public static IEnumerable<string> MandateStages(IReadOnlyList<Stage> stages) =>
        (stages.Count > 0 ? stages : Enum.GetValues<Stage>()).Select(s => Stage(s.Kebab()));

    /// <inheritdoc cref="MandateSectors"/>
    public static IEnumerable<string> MandateDistricts(IReadOnlyList<string> codes) =>
        (codes.Count > 0 ? codes : Taxonomy.Load().Districts.Select(d => d.Code)).Select(District);
}
