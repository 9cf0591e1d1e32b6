# Membres : liaison de comptes, langue, aide.

cmd-start = Faire connaissance
    .name = démarrer
cmd-help = Voir ce que je sais faire
    .name = aide
cmd-link = Relier vos comptes des deux réseaux en une seule personne
    .name = lier
cmd-unlink = Délier vos comptes
    .name = délier
cmd-me = Voir ce que je sais de vous
    .name = moi
cmd-language = Choisir votre langue
    .name = langue
cmd-privacy = Vos données : ce qui est gardé, et comment partir
    .name = confidentialité

link-code = Code
    .ask = Quel est le code affiché sur l’autre réseau ? Laissez vide pour en obtenir un.
link-code-title = Votre code de liaison
link-code-how = Sur l’autre réseau, tapez { $command } et ce code. Il vaut dix minutes et ne sert qu’une fois.
link-code-careful = Ne le donnez à personne : qui le tape devient vous.
link-made = C’est fait : vos comptes ne font plus qu’une personne. Un seul bulletin par vote, où que vous soyez.
link-wrong = Ce code ne convient pas. Vérifiez-le, ou demandez-en un nouveau sur l’autre réseau.
link-wait = Trop d’essais. Attendez { $minutes } minutes, puis demandez un nouveau code.
link-same-account = Ce code vient de ce compte-ci. Tapez-le sur l’autre réseau.
link-already = Ces deux comptes sont déjà reliés.
account = { $name }, sur { $platform }
platform-other = un autre réseau
unlink-none = Aucun autre compte n’est relié à celui-ci.
unlink-question = Délier de ce compte :
unlink-which = Quel compte délier de celui-ci ?
unlink-confirm-one = Délier { $account }
unlink-effect = Ce compte garde vos bulletins et vos droits. L’autre repart de zéro et votera aux prochains votes.
unlink-confirm = Délier
unlink-keep = Garder la liaison
unlinked = C’est délié. Vos votes en cours restent avec ce compte-ci.
unlinked-elsewhere = Ce compte vient d’être délié depuis l’autre réseau. Il votera aux prochains votes.
still-linked = Rien n’a changé : vos comptes restent reliés.

language = Langue
    .ask = Dans quelle langue dois-je vous parler ?
language-fr = Français
language-en = English (anglais)
language-auto = Comme mon application
language-set-fr = Entendu : je vous parle français.
language-set-en = Entendu : je vous parle anglais.
language-set-auto = Entendu : je suis la langue de votre application.

me-title = Ce que je sais de vous
me-language = Langue : { $language }
me-home = Librairie : { $shop }
me-standing = Rôle : { $standing }
me-accounts = Comptes :
me-linked = Ces comptes sont une seule personne : un bulletin par vote.
me-alone = Un compte sur l’autre réseau ? Reliez-les : vous n’aurez qu’un bulletin, partout.

help-title = Ce que je sais faire
help-intro = Tapez une commande :
help-entry = { $command } — { $description }
start-greeting = Bonjour ! Je suis le robot de votre librairie. Votez, proposez des livres, retrouvez-vous ici comme sur l’autre réseau.
start-greeting-no-home = Bonjour ! Je suis le robot d’un réseau de librairies. Écrivez-moi d’abord depuis le salon de la vôtre, et je saurai où vous rattacher.

privacy-kept = Gardés : l’identifiant et le nom de vos comptes, votre langue, vos comptes reliés, vos rôles, vos propositions de livres et de débats, les débats où vous viendriez, ce que vous y dites par mon intermédiaire et où vous en êtes de leurs livres, vos bulletins. Vos bulletins ne sont montrés à personne, sauf dans un vote qui prévient, avant que vous choisissiez, qu’il nomme ses votants.
privacy-not-kept = Jamais gardés : vos autres messages, votre téléphone, votre adresse. Je ne lis pas les conversations.
privacy-who = Qui s’en occupe : votre librairie et son réseau. Écrivez-leur pour toute question.
privacy-leave = Pour partir : demandez à votre libraire d’effacer vos données.
