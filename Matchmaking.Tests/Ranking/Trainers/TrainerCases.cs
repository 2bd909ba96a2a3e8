using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training;
using NUnit.Framework;
using NUnit.Framework.Internal;

namespace Matchmaking.Tests.Ranking.Trainers;

/// <summary>Every trainer that there is, in this build or not.</summary>
internal static class TrainerCases
{
    /// <summary>What needs a build with ML.NET.</summary>
    public const string Optional = "MlNet";

    /// <summary>What expects something else of a build with ML.NET than of one without it.</summary>
    public const string EitherWay = "MlNetEitherWay";

    public static IEnumerable<TestFixtureData> All => TreeTrainers.Names.Select(name =>
    {
        var fixture = new TestFixtureData(name);
        if (name != TreeTrainers.Default.Name)
            fixture.Properties.Add(PropertyNames.Category, Optional);
        return fixture;
    });

    public static ITreeTrainer Find(string name)
    {
        if (TreeTrainers.TryFind(name) is null)
            Assert.Ignore($"{name} is not in this build ({TreeTrainers.Switch}).");
        return TreeTrainers.Find(name);
    }
}
