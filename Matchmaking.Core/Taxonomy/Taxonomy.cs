using System.Collections.Frozen;

namespace Matchmaking.Core.Taxonomies;

/// <summary>
/// The vocabulary of the product: sectors (a forest), industry chains, stages, districts, recognitions, instruments.
/// Immutable and safe to share. Codes are compared ordinally; lists keep the order of the files.
/// </summary>
// The namespace is plural because a namespace called Taxonomy would hide this type everywhere inside Matchmaking.Core.
public sealed class Taxonomy
{
    private static readonly Lazy<Taxonomy> _embedded = new(() => Parse(TaxonomyFiles.Embedded()));

    private readonly SectorTree _tree;
    private readonly FrozenDictionary<string, SectorEntry> _sectors;
    private readonly NameIndex _sectorNames;
    private readonly NameIndex _chainNames;
    private readonly NameIndex _stageNames;
    private readonly NameIndex _districtNames;
    private readonly NameIndex _recognitionNames;
    private readonly NameIndex _instrumentNames;

    private Taxonomy(TaxonomyFiles files)
    {
        var reader = new TaxonomyReader();
        (Sectors, _tree) = reader.Sectors("sectors.csv", files.Sectors);
        Chains = TaxonomyReader.Read("chains.csv", files.Chains, TaxonomyReader.Entry);
        Stages = TaxonomyReader.Read("stages.csv", files.Stages, TaxonomyReader.Entry);
        Districts = TaxonomyReader.Read("districts.csv", files.Districts, TaxonomyReader.District, "kind");
        Recognitions = TaxonomyReader.Read("recognitions.csv", files.Recognitions, TaxonomyReader.Recognition, "ladder", "order");
        Instruments = TaxonomyReader.Read("instruments.csv", files.Instruments, TaxonomyReader.Entry);
        _sectors = Sectors.ToFrozenDictionary(s => s.Code, StringComparer.Ordinal);
        foreach (var chain in Chains)
        {
            if (!_sectors.ContainsKey(chain.Code))
                throw new InvalidDataException($"chains.csv: '{chain.Code}' is not a sector.");
        }

        reader.CheckChains(Sectors, _tree, Chains);
        _sectorNames = new(Sectors);
        _chainNames = new(Chains);
        _stageNames = new(Stages);
        _districtNames = new(Districts);
        _recognitionNames = new(Recognitions);
        _instrumentNames = new(Instruments);
    }

    /// <summary>All sectors, parents before their children.</summary>
    public IReadOnlyList<SectorEntry> Sectors { get; }

    /// <summary>The themes of the monthly sessions; each code is also the sector at the root of the chain.</summary>
    public IReadOnlyList<TaxonomyEntry> Chains { get; }

    /// <summary>In the order in which a company passes through them; the same codes as <see cref="Common.Stage"/>.</summary>
    public IReadOnlyList<TaxonomyEntry> Stages { get; }

    public IReadOnlyList<DistrictEntry> Districts { get; }

    public IReadOnlyList<RecognitionEntry> Recognitions { get; }

    /// <summary>The same codes as <see cref="Common.Instrument"/>.</summary>
    public IReadOnlyList<TaxonomyEntry> Instruments { get; }

    /// <summary>The taxonomy of this build, read once per process.</summary>
    /// <exception cref="InvalidDataException">An embedded file is broken; the message names file and line.</exception>
    public static Taxonomy Load() => _embedded.Value;

    public bool IsSector(string code) => _sectors.ContainsKey(code);

    public bool IsChain(string code) => _chainNames.IsCode(code);

    public bool IsDistrict(string code) => _districtNames.IsCode(code);

    public bool IsRecognition(string code) => _recognitionNames.IsCode(code);

    /// <summary>Null for an unknown code.</summary>
    public SectorEntry? FindSector(string code) => _sectors.GetValueOrDefault(code);

    /// <summary>The chain that a sector belongs to; null for one of no chain and for an unknown code.</summary>
    public string? ChainOf(string sector) => FindSector(sector)?.Chain;

    /// <summary>Whether a mandate for <paramref name="ancestor"/> takes <paramref name="sector"/>. False for unknown codes.</summary>
    public bool IsAncestorOrSelf(string ancestor, string sector) => _tree.IsAncestorOrSelf(ancestor, sector);

    /// <summary>Edges between two sectors by way of their lowest common ancestor: 0 for the same, 1 for parent and child,
    /// 2 for siblings. Null in different trees and for unknown codes.</summary>
    public int? Distance(string a, string b) => _tree.Distance(a, b);

    /// <summary>Parent, grandparent, ... up to the root.</summary>
    /// <exception cref="ArgumentException">Not a sector.</exception>
    public IReadOnlyList<string> Ancestors(string sector) => _tree.Ancestors(sector);

    /// <summary>Edges up to the root: 0 for a root.</summary>
    /// <exception cref="ArgumentException">Not a sector.</exception>
    public int Depth(string sector) => _tree.Depth(sector);

    /// <summary>The code that a code, a name or an alias stands for, in any letter case, blanks around it ignored; else null.</summary>
    public string? ResolveSector(string text) => _sectorNames.Resolve(text);

    /// <inheritdoc cref="ResolveSector"/>
    public string? ResolveChain(string text) => _chainNames.Resolve(text);

    /// <inheritdoc cref="ResolveSector"/>
    public string? ResolveStage(string text) => _stageNames.Resolve(text);

    /// <inheritdoc cref="ResolveSector"/>
    public string? ResolveDistrict(string text) => _districtNames.Resolve(text);

    /// <inheritdoc cref="ResolveSector"/>
    public string? ResolveRecognition(string text) => _recognitionNames.Resolve(text);

    /// <inheritdoc cref="ResolveSector"/>
    public string? ResolveInstrument(string text) => _instrumentNames.Resolve(text);

    /// <exception cref="InvalidDataException">A file is broken; the message names file and line.</exception>
    internal static Taxonomy Parse(TaxonomyFiles files) => new(files);

    /// <summary>A taxonomy of nothing but these sectors, for tests.</summary>
    internal static Taxonomy OfSectors(params IEnumerable<(string Code, string? Parent)> tree) => Parse(new()
    {
        Sectors = string.Join('\n', ["code,zh,en,parent,chain,status,source", .. tree.Select(s => $"{s.Code},{s.Code},{s.Code},{s.Parent},,own,test")]),
    });

    private sealed class NameIndex
    {
        private readonly FrozenSet<string> _codes;
        private readonly FrozenDictionary<string, string> _byName;

        public NameIndex(IReadOnlyList<TaxonomyEntry> entries)
        {
            _codes = entries.Select(e => e.Code).ToFrozenSet(StringComparer.Ordinal);
            var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in entries)
            {
                foreach (var name in TaxonomyReader.Names(entry))
                    names[name] = entry.Code;
            }

            _byName = names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        }

        public bool IsCode(string code) => _codes.Contains(code);

        public string? Resolve(string text) => _byName.GetValueOrDefault(text.Trim());
    }
}
