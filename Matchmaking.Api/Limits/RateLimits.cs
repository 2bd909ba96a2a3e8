using System.Collections.Immutable;
using System.Globalization;
using Matchmaking.Core.Common;
using Matchmaking.Core.Keys;

namespace Matchmaking.Api.Limits;

/// <summary>
/// Requests a second that one key may send, by its role: <c>MATCHMAKING_RATE_LIMIT</c>, as <c>100</c> or
/// <c>100,startup=20,fund=50</c>. The number alone is for all roles that are not named; 0 is no limit.
/// </summary>
internal sealed record RateLimits(int Default, ImmutableDictionary<Role, int> ByRole)
{
    public const string SettingName = "MATCHMAKING_RATE_LIMIT";
    public const int PerSecondMax = 1_000_000;
    private const int PerSecond = 100;

    public static readonly RateLimits Standard = new(PerSecond, ImmutableDictionary<Role, int>.Empty);

    /// <summary>No limits at all, that on failed authentications included.</summary>
    public static readonly RateLimits Off = new(0, ImmutableDictionary<Role, int>.Empty);

    /// <summary>
    /// At one address: a person who mistypes is not slowed, a search is, to a rate at which it ends nowhere. The number 0 in the
    /// setting switches this off too.
    /// </summary>
    public BucketRate? FailedAuthentications => Default == 0 ? null : new BucketRate(1, Burst: 20);

    /// <summary>Null: no limit.</summary>
    public BucketRate? Of(Role role) => ByRole.GetValueOrDefault(role, Default) is > 0 and var perSecond ? new BucketRate(perSecond, 2 * perSecond) : null;

    /// <returns>Null when the text is not understood.</returns>
    public static RateLimits? TryParse(string text)
    {
        int? whole = null;
        var byRole = ImmutableDictionary<Role, int>.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (!int.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var perSecond) || perSecond > PerSecondMax)
                return null;
            if (sides is [_] && whole is null)
                whole = perSecond;
            else if (sides is [var name, _] && KebabEnum<Role>.TryParse(name, out var role) && !byRole.ContainsKey(role))
                byRole = byRole.Add(role, perSecond);
            else
                return null;
        }

        return new RateLimits(whole ?? PerSecond, byRole);
    }
}
