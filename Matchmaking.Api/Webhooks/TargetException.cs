using Matchmaking.Core.Common;
using Matchmaking.Core.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>Why no connection is made; thrown through the HTTP client, which takes nothing else back.</summary>
internal sealed class TargetException(DeliveryError error) : IOException(error.Kebab())
{
    public DeliveryError Error { get; } = error;
}
