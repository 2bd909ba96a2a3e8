using System.ComponentModel.DataAnnotations;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Validator = Matchmaking.Core.Common.Validator;

namespace Matchmaking.Api.Contracts;

/// <summary>How to freeze; everything has a default.</summary>
internal sealed record FreezeInput
{
    /// <summary>Absent: the serving model.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>
    /// Share of the rankings, 0 to 0.3, in whose first ten each newcomer is shown: a startup of which nothing has come in any session yet. At most two of a ranking's first ten are lifted. Absent: the setting
    /// <c>MATCHMAKING_MIN_EXPOSURE</c>, which is 0 (none) unless it was set.
    /// </summary>
    public Ratio? MinExposure { get; init; }

    /// <summary>Of the order in which newcomers take turns where there is not room for all.</summary>
    [Range(0, TrainingInput.SeedMax)]
    public int Seed { get; init; } = 1;

    public Result<FreezeInput> Validate()
    {
        var check = new Validator();
        check.Require(MinExposure is null || MinExposure.Value.BasisPoints <= ExposureSetting.Most.BasisPoints, "/minExposure", Codes.OutOfRange, ("min", 0), ("max", ExposureSetting.Most));
        return check.Result(this);
    }
}
