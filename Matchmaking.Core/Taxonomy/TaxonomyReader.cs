using System.Globalization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Taxonomies;

/// <summary>Turns the files of the taxonomy into entries and refuses what does not hold together, naming file and line.</summary>
internal sealed class TaxonomyReader
{
    private readonly Dictionary<string, TaxonomyRow> _sectorRows = new(StringComparer.Ordinal);

    public static IReadOnlyList<T> Read<T>(string file, string text, Func<TaxonomyRow, T> make, params ReadOnlySpan<string> columns)
        where T : TaxonomyEntry
    {
        var table = TaxonomyTable.Parse(file, text, ["code", "zh", "en", "status", "source", .. columns]);
        var entries = new List<T>(table.Rows.Count);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in table.Rows)
        {
            var entry = make(row);
            if (!IsKebab(entry.Code))
                throw row.Broken($"'{entry.Code}' is not kebab-case.");
            if (!codes.Add(entry.Code))
                throw row.Broken($"code '{entry.Code}' appears twice.");
            foreach (var name in Names(entry))
            {
                if (!names.TryAdd(name, entry.Code) && names[name] != entry.Code)
                    throw row.Broken($"'{name}' already names '{names[name]}'.");
            }

            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Everything that a text in a sheet may be to mean the entry.</summary>
    public static IEnumerable<string> Names(TaxonomyEntry entry) => [entry.Code, entry.Zh, entry.En, .. entry.Aliases];

    public static TaxonomyEntry Entry(TaxonomyRow row) =>
        new(row.Required("code"), row.Required("zh"), row.Required("en"), row.Required("source"), row.Required("status"))
        {
            Aliases = row.List("aliases"),
        };

    public static DistrictEntry District(TaxonomyRow row)
    {
        var entry = Entry(row);
        return new(entry.Code, entry.Zh, entry.En, entry.Source, entry.Status)
        {
            Aliases = entry.Aliases,
            Kind = Value<DistrictKind>(row, "kind"),
            AdministrativeCode = row.Optional("adcode"),
        };
    }

    public static RecognitionEntry Recognition(TaxonomyRow row)
    {
        var entry = Entry(row);
        return new(entry.Code, entry.Zh, entry.En, entry.Source, entry.Status)
        {
            Aliases = entry.Aliases,
            Ladder = Value<RecognitionLadder>(row, "ladder"),
            Order = int.TryParse(row.Required("order"), NumberStyles.None, CultureInfo.InvariantCulture, out var order)
                ? order
                : throw row.Broken($"'{row.Required("order")}' is not a whole number."),
        };
    }

    /// <summary>The sectors and their tree: every parent exists, nobody is its own ancestor.</summary>
    public (IReadOnlyList<SectorEntry> Sectors, SectorTree Tree) Sectors(string file, string text)
    {
        var sectors = Read(file, text, Sector, "parent", "chain");
        foreach (var sector in sectors)
        {
            if (sector.Parent is not null && !_sectorRows.ContainsKey(sector.Parent))
                throw _sectorRows[sector.Code].Broken($"parent '{sector.Parent}' does not exist.");
        }

        try
        {
            return (sectors, new SectorTree(sectors.ToDictionary(s => s.Code, s => s.Parent, StringComparer.Ordinal)));
        }
        catch (SectorCycleException e)
        {
            throw _sectorRows[e.Code].Broken(e.Message);
        }
    }

    /// <summary>A chain is a sector with everything below it, and nothing else.</summary>
    public void CheckChains(IReadOnlyList<SectorEntry> sectors, SectorTree tree, IReadOnlyList<TaxonomyEntry> chains)
    {
        foreach (var sector in sectors)
        {
            var above = chains.FirstOrDefault(c => tree.IsAncestorOrSelf(c.Code, sector.Code))?.Code;
            if (sector.Chain != above)
                throw _sectorRows[sector.Code].Broken($"chain is '{sector.Chain}' where the tree says '{above}'.");
        }
    }

    private SectorEntry Sector(TaxonomyRow row)
    {
        var entry = Entry(row);
        _sectorRows.TryAdd(entry.Code, row);
        return new(entry.Code, entry.Zh, entry.En, entry.Source, entry.Status)
        {
            Aliases = entry.Aliases,
            Parent = row.Optional("parent"),
            Chain = row.Optional("chain"),
            Catalogues = row.List("catalogues"),
        };
    }

    private static T Value<T>(TaxonomyRow row, string column) where T : struct, Enum =>
        KebabEnum<T>.TryParse(row.Required(column), out var value)
            ? value
            : throw row.Broken($"'{row.Required(column)}' is not one of {string.Join(", ", KebabEnum<T>.Names)}.");

    private static bool IsKebab(string code) =>
        code.Split('-').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
}
