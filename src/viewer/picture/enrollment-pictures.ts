import type { Detail } from './layout.ts'

/** The enrollment as ELK lays it out, written by `node --import tsx test/viewer/write-pictures.ts`. */
export const enrollmentPictures: Readonly<Record<Detail, string>> = {
  story: `
picture story 0,0,652,872
state enrollment.idle 285,16,211,40
state enrollment.requesting 285,131,211,57
state enrollment.awaitingCode 285,263,211,40
state enrollment.binding 285,395,211,57
state enrollment.reconciling 408,478,210,175
state enrollment.reconciling.asking 422,582,182,57
state enrollment.reconciling.pausing 433.5,522,148,40
state enrollment.savingRecoveryCode 160,684,198,40
state enrollment.expired 33,684,94,40
state enrollment.failed 290,750,85,40
state enrollment.done 285,816,211,40
state enrollment.cancelled 23,816,113,40
line enrollment.idle>enrollment.requesting 391,56 391,131 | 394,82,178,23
line enrollment.idle>enrollment.cancelled 285,42 132,42 132,200 143,200 143,670 16,670 16,736 80,736 80,816
line enrollment.requesting>enrollment.cancelled 285,174 143,174 143,670 16,670 16,736 80,736 80,816
line enrollment.requesting>enrollment.idle 285,174 143,174 143,117 588,117 588,30 496,30
line enrollment.requesting>enrollment.expired 285,174 143,174 143,670 80,670 80,684
line enrollment.requesting>enrollment.awaitingCode 391,188 391,263 | 394,214,215,23
line enrollment.requesting>enrollment.failed 285,174 143,174 143,670 16,670 16,736 333,736 333,750
line enrollment.awaitingCode>enrollment.reconciling 285,289 154,289 154,315 143,315 143,464 422,464 422,478
line enrollment.awaitingCode>enrollment.expired 285,289 154,289 154,315 143,315 143,670 80,670 80,684
line enrollment.awaitingCode>enrollment.binding 391,303 391,395 | 394,329,222,40
line enrollment.awaitingCode>enrollment.requesting 285,289 154,289 154,249 625,249 625,145 496,145
line enrollment.awaitingCode>enrollment.cancelled 285,289 154,289 154,315 143,315 143,670 16,670 16,736 80,736 80,816
line enrollment.binding>enrollment.reconciling 285,438 154,438 154,464 422,464 422,478
line enrollment.binding>enrollment.savingRecoveryCode 285,438 154,438 154,464 143,464 143,670 259,670 259,684
line enrollment.binding>enrollment.failed 285,438 154,438 154,464 143,464 143,670 374,670 374,736 333,736 333,750
line enrollment.binding>enrollment.done 391,452 391,816 | 394,692.5,135,23
line enrollment.binding>enrollment.cancelled 285,438 154,438 154,464 143,464 143,736 80,736 80,816
line enrollment.binding>enrollment.expired 285,438 154,438 154,464 143,464 143,670 80,670 80,684
line enrollment.binding>enrollment.awaitingCode 285,438 154,438 154,381 632,381 632,315 622,315 622,277 496,277
line enrollment.reconciling.asking>enrollment.savingRecoveryCode 513,639 513,670 259,670 259,684
line enrollment.reconciling.asking>enrollment.failed 513,639 513,670 545,670 545,736 333,736 333,750
line enrollment.reconciling.asking>enrollment.done 513,639 513,670 545,670 545,802 512,802 512,830 496,830
line enrollment.reconciling.asking>enrollment.reconciling.pausing 482.5,582 482.5,562
line enrollment.reconciling.asking>enrollment.cancelled 513,639 513,670 545,670 545,802 80,802 80,816
line enrollment.reconciling.asking>enrollment.requesting 513,639 513,670 634,670 634,464 632,464 632,249 625,249 625,145 496,145
line enrollment.reconciling.asking>enrollment.awaitingCode 513,639 513,670 634,670 634,464 632,464 632,315 622,315 622,277 496,277
line enrollment.reconciling.asking>enrollment.expired 513,639 513,670 80,670 80,684
line enrollment.reconciling.pausing>enrollment.reconciling.asking 532,562 532,572 543.5,572 543.5,582
line enrollment.savingRecoveryCode>enrollment.done 259,724 259,736 80,736 80,802 512,802 512,830 496,830
line enrollment.savingRecoveryCode>enrollment.cancelled 259,724 259,736 80,736 80,816
line enrollment.savingRecoveryCode>enrollment.failed 259,724 259,736 333,736 333,750
line enrollment.expired>enrollment.requesting 80,684 80,670 143,670 143,249 625,249 625,145 496,145
line enrollment.expired>enrollment.cancelled 80,724 80,816
line enrollment.failed>enrollment.idle 333,750 333,736 545,736 545,670 634,670 634,464 632,464 632,249 625,249 625,200 635,200 635,117 588,117 588,30 496,30
line enrollment.failed>enrollment.cancelled 333,790 333,802 80,802 80,816
`,
  full: `
picture full 0,0,2871,1477
state enrollment.idle 1579,16,342,40
state enrollment.requesting 1579,148,342,57
state enrollment.awaitingCode 1579,303,342,57
state enrollment.binding 1579,475,342,74
state enrollment.reconciling 830,720,548.5,269
state enrollment.reconciling.asking 1095.5,918,182,57
state enrollment.reconciling.pausing 1106.5,798,148,40
state enrollment.savingRecoveryCode 1222,1122.5,198,40
state enrollment.expired 314,1122.5,94,40
state enrollment.failed 686,1300,85,40
state enrollment.done 1579,1421,342,40
state enrollment.cancelled 240,1421,113,40
line enrollment.idle>enrollment.requesting 1750,56 1750,148 | 1753,90.5,178,23
line enrollment.idle>enrollment.cancelled 1579,42 16,42 16,1006 174,1006 174,1288 297,1288 297,1421 | 19,639.5,156,23
line enrollment.requesting>enrollment.cancelled 1579,191 269,191 269,438 252,438 252,586 433,586 433,700 269,700 269,1086 297,1086 297,1421 | 272,845.5,156,23
line enrollment.requesting>enrollment.idle 1579,191 269,191 269,134 1941,134 1941,30 1921,30 | 1944,82,397,40
line enrollment.requesting>enrollment.expired 1579,191 269,191 269,578 444,578 444,1006 280,1006 280,1078 361,1078 361,1122.5 | 272,500.5,354,23
line enrollment.requesting>enrollment.awaitingCode 1750,205 1750,303 | 1753,239.5,215,23
line enrollment.requesting>enrollment.failed 1579,191 269,191 269,438 252,438 252,586 185,586 185,1280 729,1280 729,1300 | 188,639.5,229,23
line enrollment.awaitingCode>enrollment.reconciling 1579,346 887,346 887,594 844,594 844,720 | 890,458,273,108
line enrollment.awaitingCode>enrollment.expired 1579,346 887,346 887,438 870,438 870,586 472,586 472,1078 361,1078 361,1122.5 | 475,614,222,74
line enrollment.awaitingCode>enrollment.binding 1750,360 1750,475 | 1753,386,222,40
line enrollment.awaitingCode>enrollment.requesting 1579,346 887,346 887,291 2001,291 2001,162 1921,162 | 2004,231,178,40
line enrollment.awaitingCode>enrollment.cancelled 1579,346 887,346 887,438 870,438 870,586 455,586 455,1014 297,1014 297,1421 | 300,1034.5,156,23
line enrollment.binding>enrollment.reconciling 1579,535 1168,535 1168,602 861,602 861,700 844,700 844,720 | 864,631,288,40
line enrollment.binding>enrollment.savingRecoveryCode 1579,535 1168,535 1168,708 1407,708 1407,1006 1447,1006 1447,1086 1321,1086 1321,1122.5 | 1410,845.5,324,23
line enrollment.binding>enrollment.failed 1579,535 1168,535 1168,708 489,708 489,1086 472,1086 472,1280 729,1280 729,1300 | 492,1026,288,40
line enrollment.binding>enrollment.done 1750,549 1750,1421 | 1753,1131,135,23
line enrollment.binding>enrollment.cancelled 1579,535 1168,535 1168,708 813,708 813,1006 807,1006 807,1094 489,1094 489,1352 297,1352 297,1421 | 492,1131,302,23
line enrollment.binding>enrollment.expired 1579,535 1168,535 1168,708 506,708 506,1006 796,1006 796,1078 361,1078 361,1122.5 | 509,845.5,288,23
line enrollment.binding>enrollment.awaitingCode 1579,535 1168,535 1168,438 1985,438 1985,317 1921,317 | 1988,394.5,295,23
line enrollment.reconciling.asking>enrollment.savingRecoveryCode 1186.5,975 1186,994 1186,1014 835,1014 835,1086 1321,1086 1321,1122.5 | 838,1034.5,383,23
line enrollment.reconciling.asking>enrollment.failed 1186.5,975 1186,994 1186,1014 818,1014 818,1102 804,1102 804,1183 729,1183 729,1300 | 807,1114,346,57
line enrollment.reconciling.asking>enrollment.done 1186.5,975 1186,994 1186,1014 818,1014 818,1102 1169,1102 1169,1191 746,1191 746,1288 1174,1288 1174,1352 1191,1352 1191,1401 1937,1401 1937,1435 1921,1435 | 749,1228,266,23
line enrollment.reconciling.asking>enrollment.reconciling.pausing 1156,918 1156,838 | 844,858,310,40
line enrollment.reconciling.asking>enrollment.cancelled 1186.5,975 1186,994 1186,1014 1436,1014 1436,1183 1363,1183 1363,1288 1521,1288 1521,1352 1346,1352 1346,1409 297,1409 297,1421 | 1366,1211,368,57
line enrollment.reconciling.asking>enrollment.requesting 1186.5,975 1186,994 1186,1014 1973,1014 1973,578 2316,578 2316,217 2001,217 2001,162 1921,162 | 2319,394.5,361,23
line enrollment.reconciling.asking>enrollment.awaitingCode 1186.5,975 1186,994 1186,1014 1973,1014 1973,446 2299,446 2299,372 1985,372 1985,317 1921,317 | 1976,500.5,324,23
line enrollment.reconciling.asking>enrollment.expired 1186.5,975 1186,994 1186,1014 1231,1014 1231,1078 361,1078 361,1122.5 | 1234,1034.5,186,23
line enrollment.reconciling.pausing>enrollment.reconciling.asking 1205.5,838 1205.5,908 1216.5,908 1216.5,918 | 1208.5,866.5,156,23
line enrollment.savingRecoveryCode>enrollment.done 1321,1162.5 1321,1199 1346,1199 1346,1288 1191,1288 1191,1401 1937,1401 1937,1435 1921,1435 | 1194,1308.5,142,23
line enrollment.savingRecoveryCode>enrollment.cancelled 1321,1162.5 1321,1199 1346,1199 1346,1409 297,1409 297,1421 | 1349,1308.5,156,23
line enrollment.savingRecoveryCode>enrollment.failed 1321,1162.5 1321,1199 1025,1199 1025,1280 729,1280 729,1300 | 1028,1228,302,23
line enrollment.expired>enrollment.requesting 361,1122.5 361,1078 280,1078 280,1006 444,1006 444,578 636,578 636,372 876,372 876,283 1984,283 1984,217 2001,217 2001,162 1921,162 | 639,492,215,40
line enrollment.expired>enrollment.cancelled 361,1162.5 361,1183 314,1183 314,1352 297,1352 297,1421 | 317,1308.5,156,23
line enrollment.failed>enrollment.idle 729,1300 729,1280 2696,1280 2696,372 2357,372 2357,68 1941,68 1941,30 1921,30 | 2699,500.5,156,23
line enrollment.failed>enrollment.cancelled 729,1340 729,1409 297,1409 297,1421 | 732,1366,156,23
`,
}
