namespace Matchmaking.Ranking.Index;

/// <summary>The features that a model reads.</summary>
internal sealed class SlotNeeds
{
    private readonly bool[] _has = new bool[FeatureSlots.Count];

    public SlotNeeds(IEnumerable<FeatureSlot> slots)
    {
        foreach (var slot in slots)
            _has[(int)slot] = true;
    }

    /// <summary>Whether any feature of likeness to rounds is among them.</summary>
    public bool Likeness => Has(FeatureSlot.RoundLikeness) || Has(FeatureSlot.NearestRound) || Has(FeatureSlot.RecentRoundLikeness);

    public bool Has(FeatureSlot slot) => _has[(int)slot];
}
