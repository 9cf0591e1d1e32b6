# Qui vote : inscrits, listes, exceptions.

vote-newcomer = Bienvenue ! Ce vote est pour ceux qui étaient déjà là avant son ouverture. Vous voterez au prochain.
vote-not-on-roll = Ce vote est réservé à certains lecteurs. Si vous pensez en être, demandez à votre libraire.
vote-rejected = Votre libraire n’a pas retenu votre bulletin pour ce vote. Parlez-lui-en si c’est une erreur.
admit-barred = Ce compte vient d’être délié d’un autre, qui peut voter : l’admettre ferait deux voix.
