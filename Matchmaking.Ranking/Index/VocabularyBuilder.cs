using System.Runtime.InteropServices;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;

namespace Matchmaking.Ranking.Index;

/// <summary>Numbers what repeats, in the order in which it is first seen. For one writer.</summary>
internal sealed class VocabularyBuilder
{
    private readonly Numbered<string, IReadOnlyList<SectorPath>> _sectors = new();
    private readonly Numbered<string, string?> _chains = new();
    private readonly Numbered<string, string?> _districts = new();
    private readonly Numbered<RequestFamily, RequestFamily> _families = new();
    private readonly Numbered<string, RequestTerms> _terms = new();
    private readonly Numbered<string, IReadOnlyList<string>> _recognitions = new();
    private IndexVocabulary _latest = IndexVocabulary.Empty;

    /// <param name="facts">Canonical.</param>
    public int Family(RequestFacts facts)
    {
        var sectors = _sectors.Number(Key(facts.Sectors, s => s.Text), () => facts.Sectors);
        var chain = _chains.Number(Key(facts.Chain), () => facts.Chain);
        var family = new RequestFamily(sectors, facts.Stage, chain);
        return _families.Number(family, () => family);
    }

    public int District(RequestFacts facts) => _districts.Number(Key(facts.District), () => facts.District);

    /// <param name="facts">Canonical.</param>
    public int Terms(RequestFacts facts) => _terms.Number(
        $"{(int)facts.Status} {Key(facts.Instruments, i => ((int)i).ToString(System.Globalization.CultureInfo.InvariantCulture))} {Key(facts.WillLandIn, d => d)}",
        () => new(facts.Status, facts.Instruments, facts.WillLandIn));

    /// <param name="facts">Canonical.</param>
    public int Recognitions(RequestFacts facts) => _recognitions.Number(Key(facts.Recognitions, r => r), () => facts.Recognitions);

    /// <summary>All that was numbered so far.</summary>
    public IndexVocabulary Build()
    {
        if (_latest.Families.Length == _families.Count && _latest.Districts.Length == _districts.Count && _latest.Terms.Length == _terms.Count
            && _latest.Recognitions.Length == _recognitions.Count)
        {
            return _latest;
        }

        return _latest = new()
        {
            SectorSets = _sectors.Values(),
            Chains = _chains.Values(),
            Districts = _districts.Values(),
            Families = _families.Values(),
            Terms = _terms.Values(),
            Recognitions = _recognitions.Values(),
            Strengths = Array.ConvertAll(_recognitions.Values(), RecognitionStrengths.Combine),
        };
    }

    /// <summary>One text for a list: lengths stand before the texts, so that no text can look like two.</summary>
    private static string Key<T>(IReadOnlyList<T> items, Func<T, string> text) => items.Count switch
    {
        0 => "",
        1 => Key(text(items[0])),
        _ => string.Concat(items.Select(i => Key(text(i)))),
    };

    private static string Key(string? text) => text is null ? "" : $"{text.Length}:{text}";

    private sealed class Numbered<TKey, TValue>
        where TKey : notnull
    {
        private readonly Dictionary<TKey, int> _numbers = [];
        private readonly List<TValue> _values = [];

        public int Count => _values.Count;

        public int Number(TKey key, Func<TValue> value)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, key, out var known);
            if (!known)
            {
                number = _values.Count;
                _values.Add(value());
            }

            return number;
        }

        public TValue[] Values() => [.. _values];
    }
}
