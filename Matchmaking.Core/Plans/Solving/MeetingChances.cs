using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Tells of participants without a chosen pair whether some choice within the limits has one for them: in the residual graph of any choice that is a cycle through
/// their arc. Mostly a short one shows it, a partner with room left or one that can give up another pair; only where not, the whole graph is searched.
/// </summary>
internal sealed class MeetingChances
{
    private readonly PairFlowLimits _limits;
    private readonly bool[] _chosen;
    private readonly bool[] _easy;
    private bool[]? _reachesHub;
    private bool[]? _reachedFromSink;

    /// <param name="limits">Its pairs ascend by startup.</param>
    /// <param name="chosen">Within the limits.</param>
    public MeetingChances(PairFlowLimits limits, bool[] chosen)
    {
        _limits = limits;
        _chosen = chosen;
        _easy = new bool[limits.Maximum.Length];
        FindEasy();
    }

    public bool CanMeet(int v)
    {
        if (_limits.Maximum[v] == 0)
            return false;
        if (_easy[v])
            return true;
        if (_reachesHub is null || _reachedFromSink is null)
        {
            var paths = new ResidualPaths(_limits, _chosen);
            (_reachesHub, _reachedFromSink) = (paths.ReachingHub(), paths.ReachedFromSink());
        }

        return v < _limits.Startups ? _reachesHub[v] : _reachedFromSink[v];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindEasy()
    {
        int[] startup = _limits.PairStartup, fund = _limits.PairFund, least = _limits.Minimum, most = _limits.Maximum;
        var count = new int[most.Length];
        var total = 0L;
        for (var i = 0; i < _chosen.Length; i++)
        {
            if (!_chosen[i])
                continue;
            count[startup[i]]++;
            count[_limits.Startups + fund[i]]++;
            total++;
        }

        var isOpen = new bool[most.Length];
        for (var v = 0; v < isOpen.Length; v++)
        {
            isOpen[v] = count[v] < most[v] && !(total >= _limits.Room);
            _easy[v] = count[v] > 0;
        }

        for (var i = 0; i < _chosen.Length; i++)
        {
            var (s, f) = (startup[i], _limits.Startups + fund[i]);
            if (!_chosen[i])
                continue;
            isOpen[s] |= count[f] > least[f];
            isOpen[f] |= count[s] > least[s];
        }

        for (var i = 0; i < _chosen.Length; i++)
        {
            var (s, f) = (startup[i], _limits.Startups + fund[i]);
            if (_chosen[i] || most[s] == 0 || most[f] == 0)
                continue;
            _easy[s] |= isOpen[f];
            _easy[f] |= isOpen[s];
        }
    }
}
