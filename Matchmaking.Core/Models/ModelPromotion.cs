namespace Matchmaking.Core.Models;

/// <summary>From when on a model serves; append-only, the newest is in force.</summary>
/// <param name="Id">In the order of time.</param>
/// <param name="At">When.</param>
/// <param name="Version">The model that serves from then on.</param>
/// <param name="PreviousVersion">The one that served until then: promoting it again takes this one back.</param>
/// <param name="Forced">Although it was not measured to be better.</param>
/// <param name="Reason">In words.</param>
public sealed record ModelPromotion(Guid Id, DateTimeOffset At, string Version, string PreviousVersion, bool Forced, string? Reason);
