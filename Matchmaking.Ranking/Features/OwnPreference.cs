using Matchmaking.Core.Sessions;

namespace Matchmaking.Ranking.Features;

/// <summary>What the fund itself says of meeting the startup in this session: avoid -1, want 1, must 2.</summary>
internal sealed class OwnPreference : IFeature
{
    public FeatureInfo Info { get; } = new("own-preference", "preference", "-1, 1 or 2", "no session, or the fund says nothing", false) { Monotone = 1 };

    public double Value(in FeaturePair pair) => pair.Preference switch
    {
        PreferenceValue.Avoid => -1,
        PreferenceValue.Want => 1,
        PreferenceValue.Must => 2,
        _ => double.NaN,
    };
}
