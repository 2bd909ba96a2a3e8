using System.Numerics;
using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Splits the meetings into rounds so that nobody meets twice in one: a proper edge colouring of a bipartite graph, which exists
/// with as many colours as the busiest participant has meetings (König 1916). Two colours whose sizes differ by more than one
/// can always be evened out along alternating paths (de Werra 1971), so in the end no round has more than
/// ceil(meetings / rounds) of them. The free rounds of a participant are bits. Cost: meetings x (rounds + length of a path).
/// </summary>
internal sealed class RoundColouring
{
    private const int WordBits = 64;

    private readonly int _startups;
    private readonly int _rounds;
    private readonly int _words;
    private readonly PairKey[] _pairs;
    private readonly int[] _at;
    private readonly ulong[] _free;
    private readonly int[] _colour;
    private readonly int[] _size;
    private readonly List<int> _path = [];

    private RoundColouring(int startups, int funds, int rounds, PairKey[] pairs)
    {
        _startups = startups;
        _rounds = rounds;
        _words = (rounds + WordBits - 1) / WordBits;
        _pairs = pairs;
        _at = new int[checked((startups + funds) * rounds)];
        _free = new ulong[checked((startups + funds) * _words)];
        _colour = new int[pairs.Length];
        _size = new int[rounds];
        Array.Fill(_at, -1);
        Array.Fill(_free, ulong.MaxValue);
        for (var last = _words - 1; last < _free.Length && rounds % WordBits != 0; last += _words)
            _free[last] = (1UL << (rounds % WordBits)) - 1;
    }

    /// <returns>For each pair its round, from 0.</returns>
    /// <exception cref="InvalidOperationException">Somebody has more meetings than there are rounds.</exception>
    public static int[] Colour(int startups, int funds, int rounds, IReadOnlyList<PairKey> pairs)
    {
        var colouring = new RoundColouring(startups, funds, rounds, pairs as PairKey[] ?? [.. pairs]);
        for (var pair = 0; pair < colouring._pairs.Length; pair++)
            colouring.Insert(pair);
        colouring.Balance();
        return colouring._colour;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Insert(int pair)
    {
        var (s, f) = (_pairs[pair].Startup, _startups + _pairs[pair].Fund);
        var (common, least) = (-1, int.MaxValue);
        for (var word = 0; word < _words; word++)
        {
            for (var both = _free[(s * _words) + word] & _free[(f * _words) + word]; both != 0; both &= both - 1)
            {
                var colour = (word * WordBits) + BitOperations.TrailingZeroCount(both);
                if (_size[colour] < least)
                    (common, least) = (colour, _size[colour]);
            }
        }

        if (common < 0)
        {
            var (freeOfStartup, freeOfFund) = (FirstFree(s), FirstFree(f));
            if (freeOfStartup < 0 || freeOfFund < 0)
                throw new InvalidOperationException($"Pair {_pairs[pair]} has an end with more meetings than the {_rounds} rounds.");

            // The path from the fund in these two colours cannot end at the startup: it would reach it by the colour it lacks.
            FindPath(f, freeOfStartup, freeOfFund);
            Flip(freeOfStartup, freeOfFund);
            common = freeOfStartup;
        }

        Put(pair, common);
    }

    private int FirstFree(int node)
    {
        for (var word = 0; word < _words; word++)
        {
            if (_free[(node * _words) + word] is not 0 and var free)
                return (word * WordBits) + BitOperations.TrailingZeroCount(free);
        }

        return -1;
    }

    private void Balance()
    {
        while (_rounds > 0)
        {
            var large = Array.IndexOf(_size, _size.Max());
            var small = Array.IndexOf(_size, _size.Min());
            if (_size[large] - _size[small] < 2)
                return;
            for (var node = 0; node * _rounds < _at.Length && _size[large] - _size[small] >= 2; node++)
            {
                if (At(node, large) < 0 || At(node, small) >= 0)
                    continue;
                FindPath(node, large, small);
                if (_path.Count % 2 == 1)
                    Flip(large, small);
            }
        }
    }

    // The pairs met on the way from a node, alternately in the first and in the second colour.
    private void FindPath(int node, int first, int second)
    {
        _path.Clear();
        for (int pair, colour = first; (pair = At(node, colour)) >= 0; colour = colour == first ? second : first)
        {
            _path.Add(pair);
            var s = _pairs[pair].Startup;
            node = node == s ? _startups + _pairs[pair].Fund : s;
        }
    }

    private void Flip(int first, int second)
    {
        foreach (var pair in _path)
        {
            Clear(_pairs[pair].Startup, _colour[pair]);
            Clear(_startups + _pairs[pair].Fund, _colour[pair]);
            _size[_colour[pair]]--;
        }

        foreach (var pair in _path)
            Put(pair, _colour[pair] == first ? second : first);
    }

    private void Put(int pair, int colour)
    {
        _colour[pair] = colour;
        _size[colour]++;
        Set(_pairs[pair].Startup, colour, pair);
        Set(_startups + _pairs[pair].Fund, colour, pair);
    }

    private void Set(int node, int colour, int pair)
    {
        At(node, colour) = pair;
        _free[(node * _words) + (colour / WordBits)] &= ~(1UL << (colour % WordBits));
    }

    private void Clear(int node, int colour)
    {
        At(node, colour) = -1;
        _free[(node * _words) + (colour / WordBits)] |= 1UL << (colour % WordBits);
    }

    private ref int At(int node, int colour) => ref _at[(node * _rounds) + colour];
}
