using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Api.Demo;

/// <summary>The sectors that companies of the season are in.</summary>
internal static class DemoSectors
{
    /// <summary>The sectors of a chain that have none below them, in the order of the taxonomy.</summary>
    public static IReadOnlyList<string> Leaves(Taxonomy taxonomy, string chain)
    {
        var parents = taxonomy.Sectors.Select(s => s.Parent).ToHashSet();
        return [.. taxonomy.Sectors.Where(s => s.Chain == chain && !parents.Contains(s.Code)).Select(s => s.Code)];
    }
}
