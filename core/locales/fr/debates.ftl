# Débats : appels, cartes, salons.

cmd-debate-open = Ouvrir un débat sur un livre ou un thème, ici et sur l’autre réseau
    .name = débat ouvrir
cmd-debate-propose = Proposer un débat : il s’ouvre dès qu’assez de monde y viendrait
    .name = débat proposer
cmd-debate-list = Voir les débats ouverts, prévus et proposés
    .name = débat liste
cmd-debate-close = Clore un débat maintenant, ou renoncer à un débat prévu
    .name = débat clore
cmd-debate-slow = Ralentir un débat qui va trop vite, ou le libérer
    .name = débat ralentir
cmd-debate-outcome = Dire ce qu’il ressort d’un débat
    .name = débat bilan
cmd-debate-customs = Régler les débats de la librairie
    .name = débat usages

debate-question = Question
    .ask = Quelle question pour ce débat ? Par exemple « Peut-on pardonner à Emma ? ».
debate-book = Livre
    .ask = Sur quel livre ? Titre, auteur ou ISBN. Sans livre, donnez un thème, ou rien.
debate-theme = Thème
    .ask = Sur quel thème, en quelques mots ? Rien de plus s’il y a déjà un livre.
debate-closes = Clôture
    .ask = Quand le débat se termine-t-il ? Par exemple « dans trois semaines ».
debate-opens = Ouverture
    .ask = Quand l’ouvrir ? Ne dites rien pour l’ouvrir maintenant.
debate-reach = Où le tenir
    .ask = Où tenir ce débat ?
debate-reach-here = Ici seulement
debate-reach-shop = Partout où est la librairie
debate-reach-network = Dans tout le réseau
debate-reason = Pourquoi ce débat
    .ask = Pourquoi ce débat ? Une phrase ou deux, pour donner envie.
debate-which = Débat
    .ask = Quel débat ?
debate-seconds = Secondes d’attente
    .ask = Combien de secondes entre deux messages d’une même personne ? (0 : aucune attente)
debate-outcome = Bilan
    .ask = Que ressort-il de ce débat ? Ce message sera publié et restera sur sa carte.
debate-threshold = Personnes à réunir
    .ask = Combien de personnes doivent vouloir venir pour qu’un débat proposé s’ouvre ?
debate-rest = Jours avant rangement
    .ask = Combien de jours un débat clos reste-t-il dans la liste ? (14 si vous ne dites rien)

debate-gone = Ce débat n’existe pas ou plus.
debate-elsewhere = Ce débat est celui d’une autre librairie.
debate-not-yours = Ce débat est celui d’une autre librairie : son équipe décide.
debate-one-subject = Un livre ou un thème, pas les deux. Gardez l’un, et dites l’autre dans la question.
debate-network-owner = Tenir un débat dans tout le réseau est réservé au responsable du réseau. Choisissez « Partout où est la librairie ».
debate-no-hall = Aucun salon n’est encore relié à votre librairie. Utilisez d’abord la commande d’installation, dans le salon voulu.
debate-too-far = Un débat se prévoit { $days } jours à l’avance au plus. Choisissez une ouverture plus proche.
debate-ends-before = La clôture vient avant l’ouverture. Changez l’une des deux.
debate-too-long = Un débat dure { $days } jours au plus. Choisissez une clôture plus proche.
debate-proposals-most = Vous avez déjà { $most } débats qui attendent du monde. Laissez-en un s’ouvrir d’abord.
debate-open-already = Ce débat n’attend plus d’être ouvert.
debate-pace-already = Rien à changer : le débat est clos, ou il va déjà à ce rythme.
debate-closed-already = Ce débat est déjà clos.
debate-not-opened = Ce débat n’a pas encore eu lieu : le bilan viendra après.
debates-none = Aucun débat ne s’appelle « { $typed } ».
debates-several = Plusieurs débats répondent à « { $typed } ». Choisissez dans la liste.

debate-opened = C’est ouvert. Le débat reçoit sa place dans { $count ->
    [one] un salon
   *[other] { $count } salons
 }.
debate-scheduled = C’est prévu : le débat s’ouvrira tout seul, dans { $count ->
    [one] un salon
   *[other] { $count } salons
 }.
debate-proposed = C’est proposé : « { $title } ». { $number ->
    [one] Il ne manque qu’une personne qui viendrait.
   *[other] Il s’ouvrira dès que { $number } autres personnes diront qu’elles viendraient.
 }
debate-came = C’est noté, vous viendriez. { $number ->
    [one] Plus qu’une personne, et le débat s’ouvre.
   *[other] Encore { $number } personnes, et le débat s’ouvre.
 }
debate-came-already = Vous êtes déjà parmi { $count ->
    [one] les personnes qui viendraient : la seule pour l’instant.
   *[other] les { $count } personnes qui viendraient.
 } { $number ->
    [one] Plus qu’une, et le débat s’ouvre.
   *[other] Encore { $number }, et le débat s’ouvre.
 }
debate-came-opened = Le débat « { $title } » est ouvert, et on vous y attend. À tout de suite !
debate-is-open = Le débat « { $title } » n’attend plus personne : il a été ouvert.
debate-left = C’est noté : on ne vous compte plus pour « { $title } ».
debate-never-came = On ne vous comptait pas pour « { $title } ».
debate-opened-by-you = C’est ouvert : « { $title } ».
debate-slowed-by-you = « { $title } » est ralenti. On le dit dans les salons.
debate-freed-by-you = « { $title } » reprend à son rythme.
debate-closed-by-you = « { $title } » est clos. On le dit dans les salons.
debate-given-up-by-you = « { $title } » n’aura pas lieu : c’est noté.
debate-outcome-told = Merci ! Le bilan de « { $title } » part dans les salons et reste sur la carte.
debate-customs-kept = C’est réglé. Un débat proposé s’ouvre avec { $count ->
    [one] une personne
   *[other] { $count } personnes
 } ; un débat clos est rangé au bout de { $days ->
    [one] un jour
   *[other] { $days } jours
 }.

debate-footer = Un débat de { $shop }
debate-on-book = Ouvrir un débat : { $title }
debate-any-question = Que vous reste-t-il de ce livre ?
debate-isbns = ISBN { $isbns }
debate-outcome-title = Ce qu’il en ressort :
debate-call-title = Qui viendrait en parler ? { $title }
debate-call-by = Idée proposée par { $name }.
debate-call-reason = Idée proposée par { $name }, qui dit pourquoi :
debate-come = Je viendrais
debate-stay-away = Finalement non
debate-details = Où en est ce débat
debate-accept = Ouvrir maintenant
debate-give-up = Y renoncer
debate-slow-down = Ralentir
debate-free = Ne plus ralentir
debate-write-outcome = Écrire le bilan
debate-close = Clore
debate-you-come = On vous compte parmi les personnes qui viendraient.
debate-halls = Où il se tient :
debate-hall-own = { $name } ({ $platform }) : il a sa propre place.
debate-hall-shared = { $name } ({ $platform }) : dans le salon même. Le droit d’ouvrir un fil me manque.
debate-hall-none = { $name } ({ $platform }) : pas encore ouvert.

debate-state-proposed = { $count ->
    [0] Personne ne s’est encore annoncé.
    [one] Une personne viendrait.
   *[other] { $count } personnes viendraient.
 } { $number ->
    [one] Plus qu’une, et le débat s’ouvre.
   *[other] Encore { $number }, et le débat s’ouvre.
 }
debate-state-scheduled = Ouverture { $opens }.
debate-state-open = Ouvert jusqu’au { $closes }.
debate-state-slow = Au ralenti : { $wait } entre deux messages.
debate-state-closed = Ce débat est clos.
debate-state-archived = Ce débat est rangé.
debate-state-given-up = Ce débat n’aura pas lieu.
debate-wait-seconds = { $count ->
    [one] une seconde
   *[other] { $count } secondes
 }
debate-wait-minutes = { $count ->
    [one] une minute
   *[other] { $count } minutes
 }
debate-wait-hours = { $count ->
    [one] une heure
   *[other] { $count } heures
 }

debate-news-slow = Doucement, qu’on ait le temps de se lire : { $wait } entre deux messages, s’il vous plaît.
debate-news-free = On reprend au rythme de chacun.
debate-news-ending = Plus qu’un jour pour { $title } : le débat se termine { $closes }. Il reste quelque chose à dire ?
debate-news-ended = Le débat sur { $title } est clos. Merci à toutes les voix !
debate-news-outcome = Ce qu’il ressort du débat : { $title }

debates-title = Les débats
debates-empty = Aucun débat pour l’instant. Et si vous en proposiez un ?
debates-see = Voir « { $title } »
