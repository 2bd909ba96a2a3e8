using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Auth;

/// <summary>The state of what rankings are made of at the moment when the caller's key was read: nothing that the caller wrote before is newer.</summary>
internal sealed record RankingStateFeature(RankingState State);
