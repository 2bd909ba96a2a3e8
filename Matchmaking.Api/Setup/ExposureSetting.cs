using System.Globalization;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Setup;

/// <summary>How much freezes show newcomers unless they say otherwise.</summary>
/// <param name="MinExposure">0: newcomers stand where their scores bring them.</param>
internal sealed record ExposureSetting(Ratio MinExposure)
{
    public const string Name = "MATCHMAKING_MIN_EXPOSURE";

    public static readonly ExposureSetting Off = new(default(Ratio));

    public static readonly Ratio Most = Ratio.FromBasisPoints(3_000);

    /// <exception cref="SettingsException">Not a share up to <see cref="Most"/>.</exception>
    public static ExposureSetting From(string? text)
    {
        if (text is null)
            return Off;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share >= 0 && share <= Most.Value && share * 10_000 == decimal.Truncate(share * 10_000)
            ? new(Ratio.FromBasisPoints((int)(share * 10_000)))
            : throw new SettingsException($"{Name} is a share from 0 to {Most} with at most four decimals, such as 0.1.");
    }
}
