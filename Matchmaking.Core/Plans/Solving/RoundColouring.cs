namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Splits the meetings into rounds so that nobody meets twice in one: a proper edge colouring of a bipartite graph, which exists
/// with as many colours as the busiest participant has meetings (König 1916). Two colours whose sizes differ by more than one
/// can always be evened out along alternating paths (de Werra 1971), so in the end no round has more than
/// ceil(meetings / rounds) of them. Cost: meetings x (rounds + length of a path).
/// </summary>
internal sealed class RoundColouring
{
    private readonly int _startups;
    private readonly int _rounds;
    private readonly IReadOnlyList<PairKey> _pairs;
    private readonly int[] _at;
    private readonly int[] _colour;
    private readonly int[] _size;

    private RoundColouring(int startups, int funds, int rounds, IReadOnlyList<PairKey> pairs)
    {
        _startups = startups;
        _rounds = rounds;
        _pairs = pairs;
        _at = new int[checked((startups + funds) * rounds)];
        _colour = new int[pairs.Count];
        _size = new int[rounds];
        Array.Fill(_at, -1);
    }

    /// <returns>For each pair its round, from 0.</returns>
    /// <exception cref="InvalidOperationException">Somebody has more meetings than there are rounds.</exception>
    public static int[] Colour(int startups, int funds, int rounds, IReadOnlyList<PairKey> pairs)
    {
        var colouring = new RoundColouring(startups, funds, rounds, pairs);
        for (var pair = 0; pair < pairs.Count; pair++)
            colouring.Insert(pair);
        colouring.Balance();
        return colouring._colour;
    }

    private void Insert(int pair)
    {
        var (s, f) = (_pairs[pair].Startup, _startups + _pairs[pair].Fund);
        var (common, freeOfStartup, freeOfFund) = (-1, -1, -1);
        for (var c = 0; c < _rounds; c++)
        {
            var (startupFree, fundFree) = (At(s, c) < 0, At(f, c) < 0);
            if (startupFree && freeOfStartup < 0)
                freeOfStartup = c;
            if (fundFree && freeOfFund < 0)
                freeOfFund = c;
            if (startupFree && fundFree && (common < 0 || _size[c] < _size[common]))
                common = c;
        }

        if (freeOfStartup < 0 || freeOfFund < 0)
            throw new InvalidOperationException($"Pair {_pairs[pair]} has an end with more meetings than the {_rounds} rounds.");
        if (common < 0)
        {
            // The path from the fund in these two colours cannot end at the startup: it would reach it by the colour it lacks.
            Flip(PathFrom(f, freeOfStartup, freeOfFund), freeOfStartup, freeOfFund);
            common = freeOfStartup;
        }

        Put(pair, common);
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
                var path = PathFrom(node, large, small);
                if (path.Count % 2 == 1)
                    Flip(path, large, small);
            }
        }
    }

    // The pairs met on the way from a node, alternately in the first and in the second colour.
    private List<int> PathFrom(int node, int first, int second)
    {
        var path = new List<int>();
        for (int pair, colour = first; (pair = At(node, colour)) >= 0; colour = colour == first ? second : first)
        {
            path.Add(pair);
            var s = _pairs[pair].Startup;
            node = node == s ? _startups + _pairs[pair].Fund : s;
        }

        return path;
    }

    private void Flip(List<int> path, int first, int second)
    {
        foreach (var pair in path)
        {
            At(_pairs[pair].Startup, _colour[pair]) = -1;
            At(_startups + _pairs[pair].Fund, _colour[pair]) = -1;
            _size[_colour[pair]]--;
        }

        foreach (var pair in path)
            Put(pair, _colour[pair] == first ? second : first);
    }

    private void Put(int pair, int colour)
    {
        _colour[pair] = colour;
        _size[colour]++;
        At(_pairs[pair].Startup, colour) = pair;
        At(_startups + _pairs[pair].Fund, colour) = pair;
    }

    private ref int At(int node, int colour) => ref _at[(node * _rounds) + colour];
}
